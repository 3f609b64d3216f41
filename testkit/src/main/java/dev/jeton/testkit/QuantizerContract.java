package dev.jeton.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Quantizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Quantizer} keeps, whatever its levels mean. {@link NearestQuantizerContract}
 * and {@link ResidualQuantizerContract} ask more.
 */
public abstract class QuantizerContract {
  /** Vectors looked at per test. */
  protected static final int N = 64;

  protected final Seed seed = new Seed();

  protected abstract Quantizer quantizer();

  /** Standard deviation of vectors that the quantizer is meant for. */
  protected double scale() {
    return 1;
  }

  @Test
  void idsAreInRange() {
    assertInRange(encode(vectors()));
  }

  @Test
  void rowsDoNotDependOnEachOther() {
    float[] z = vectors();
    int[] together = encode(z);
    for (int row = 0; row < N; row++) {
      int[] alone = encode(Arrays.copyOfRange(z, row * dim(), (row + 1) * dim()));
      assertArrayEquals(
          Arrays.copyOfRange(together, row * levels(), (row + 1) * levels()), alone, seed);
    }
  }

  @Test
  void encodingIsDeterministicAndLeavesItsInputAlone() {
    float[] z = vectors();
    float[] before = z.clone();
    assertArrayEquals(encode(z), encode(z), seed);
    assertArrayEquals(before, z, seed);
  }

  @Test
  void noVectorsGiveNoIds() {
    quantizer().encode(new float[0], 0, new int[0]);
    quantizer().decode(new int[0], 0, new float[0]);
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] z = vectors();
      z[seed.random().nextInt(z.length)] = bad;
      assertThrows(IllegalArgumentException.class, () -> encode(z), seed);
    }
  }

  @Test
  void hugeValuesGiveIdsInRangeOrAClearError() {
    for (float huge : new float[] {1e30f, -1e30f, Float.MAX_VALUE, Float.MIN_VALUE, -0f}) {
      float[] z = vectors();
      Arrays.fill(z, 0, dim(), huge);
      try {
        assertInRange(encode(z));
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), seed);
      }
    }
  }

  protected final int dim() {
    return quantizer().dim();
  }

  protected final int levels() {
    return quantizer().vocabulary().levels();
  }

  /** {@code [N][dim]}. */
  protected final float[] vectors() {
    return seed.normals(N * dim(), scale());
  }

  /** Random ids, {@code [N][levels]}. */
  protected final int[] ids() {
    var ids = new int[N * levels()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = seed.random().nextInt(quantizer().vocabulary().size(i % levels()));
    }
    return ids;
  }

  protected final int[] encode(float[] z) {
    int n = z.length / dim();
    var ids = new int[n * levels()];
    quantizer().encode(z, n, ids);
    return ids;
  }

  protected final float[] decode(int[] ids) {
    int n = ids.length / levels();
    var z = new float[n * dim()];
    quantizer().decode(ids, n, z);
    return z;
  }

  /** Mean over vectors of the squared distance. */
  protected final double error(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum / (a.length / (double) dim());
  }

  private void assertInRange(int[] ids) {
    for (int i = 0; i < ids.length; i++) {
      int size = quantizer().vocabulary().size(i % levels());
      assertEquals(Math.clamp(ids[i], 0, size - 1), ids[i], seed);
    }
  }
}
