package dev.jeton.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 40_000;

  /** Probabilities 0.4, 0.3, 0.2, 0.1 in some order, after one entry that is not looked at. */
  private static final float[] LOGITS = {
    99, (float) Math.log(0.2), (float) Math.log(0.4), (float) Math.log(0.1), (float) Math.log(0.3)
  };

  private final Seed seed = new Seed();

  private void check(Sampler sampler, double... expected) {
    var counts = new int[4];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.draw(LOGITS, 1, 4, seed.random())]++;
    }
    for (int i = 0; i < 4; i++) {
      double p = expected[i];
      assertEquals(DRAWS * p, counts[i], 6 * Math.sqrt(DRAWS * p * (1 - p)), seed);
    }
  }

  @Test
  void drawsInProportion() {
    check(Sampler.PLAIN, 0.2, 0.4, 0.1, 0.3);
  }

  @Test
  void temperatureSharpens() {
    check(Sampler.ofTemperature(0.5), 4 / 30.0, 16 / 30.0, 1 / 30.0, 9 / 30.0);
    check(Sampler.ofTemperature(0), 0, 1, 0, 0);
  }

  @Test
  void topKKeepsTheLikeliest() {
    check(new Sampler(1, 2, 1), 0, 4 / 7.0, 0, 3 / 7.0);
    check(new Sampler(1, 1, 1), 0, 1, 0, 0);
    check(new Sampler(1, 4, 1), 0.2, 0.4, 0.1, 0.3);
  }

  @Test
  void topPKeepsTheFewestThatSuffice() {
    check(new Sampler(1, Integer.MAX_VALUE, 0.69), 0, 4 / 7.0, 0, 3 / 7.0);
    check(new Sampler(1, Integer.MAX_VALUE, 0.71), 2 / 9.0, 4 / 9.0, 0, 3 / 9.0);
    check(new Sampler(1, Integer.MAX_VALUE, 1e-9), 0, 1, 0, 0);
    check(new Sampler(1, 2, 0.5), 0, 1, 0, 0); // 0.4 of 0.7
  }

  @Test
  void impossibleIdsAreNeverDrawn() {
    float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY, -80};
    for (var sampler : new Sampler[] {Sampler.PLAIN, new Sampler(1, 3, 0.99)}) {
      for (int i = 0; i < 1000; i++) {
        assertEquals(1, sampler.draw(logits, 0, 4, seed.random()), seed);
      }
    }
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> Sampler.ofTemperature(-1));
    assertThrows(IllegalArgumentException.class, () -> Sampler.ofTemperature(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, 1, 1.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.PLAIN.draw(new float[] {0, Float.NaN}, 0, 2, seed.random()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.PLAIN.draw(new float[] {Float.NEGATIVE_INFINITY}, 0, 1, seed.random()));
  }
}
