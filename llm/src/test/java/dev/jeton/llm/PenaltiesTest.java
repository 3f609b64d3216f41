package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PenaltiesTest {
  @Test
  void whatWasThereBecomesLessLikely() {
    float[] logits = {4, -2, 1, 3};
    new Penalties(2, 0.25, 0.5, 4, 0).apply(logits, new int[] {3, 0, 1, 1, 0});
    assertArrayEquals(new float[] {1, -5, 1, 3}, logits);
  }

  @Test
  void whatIsUnlikelyBesideTheLikeliestGoes() {
    float[] logits = {0, (float) Math.log(0.11), (float) Math.log(0.09)};
    new Penalties(1, 0, 0, 0, 0.1).apply(logits, new int[] {2});
    assertArrayEquals(new float[] {0, (float) Math.log(0.11), Float.NEGATIVE_INFINITY}, logits);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Penalties(0, 0, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Penalties(1, Double.NaN, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Penalties(1, 0, 0, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Penalties(1, 0, 0, 1, 2));
  }
}
