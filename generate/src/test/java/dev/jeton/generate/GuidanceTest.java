package dev.jeton.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GuidanceTest {

  @Test
  void schedules() {
    assertEquals(3, Guidance.constant(3).scale(5, 8));
    assertEquals(1, Guidance.linear(3).scale(0, 8));
    assertEquals(2, Guidance.linear(3).scale(4, 8), 1e-12);
    assertEquals(1, Guidance.powerCosine(3, 2).scale(0, 8), 1e-12);
    assertEquals(2, Guidance.powerCosine(3, 1).scale(4, 8), 1e-12);
    assertEquals(
        1 + 2 * (1 - Math.cos(Math.PI / 4)) / 2, Guidance.powerCosine(3, 2).scale(4, 8), 1e-12);
  }

  /** What the published code computes, one more than the usual scale. */
  @Test
  void thePublishedConstantScaleIsOneLess() {
    float[] given = {1, -2};
    float[] free = {0.5f, 1};
    double s = 4.5;
    float[] published = new float[2];
    for (int i = 0; i < 2; i++) {
      published[i] = (float) (given[i] + s * (given[i] - free[i]));
    }
    Guidance.apply(Guidance.constant(s + 1).scale(0, 8), given, free, 2);
    assertArrayEquals(published, given, 1e-5f);
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> Guidance.constant(-1));
    assertThrows(IllegalArgumentException.class, () -> Guidance.linear(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Guidance.powerCosine(2, 0));
  }
}
