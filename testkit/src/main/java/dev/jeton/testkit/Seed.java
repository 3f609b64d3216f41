package dev.jeton.testkit;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Seeded randomness for tests. A test makes one, and hands it to its assertions as the message:
 * {@code assertEquals(a, b, seed)}. {@code -Djeton.seed=N} plays a failure again.
 */
public final class Seed implements Supplier<@Nullable String> {
  private final long value = Long.getLong("jeton.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(value);

  public SplittableRandom random() {
    return random;
  }

  /** {@code n} values, normally distributed times {@code scale}. */
  public float[] normals(int n, double scale) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return values;
  }

  @Override
  public String get() {
    return "run again with -Djeton.seed=" + value;
  }
}
