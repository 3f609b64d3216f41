package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PenaltiesTest {
  @Test
  void whatWasThereBecomesLessLikely() {
    float[] logits = {4, -2, 1, 3};
    var counts = new int[4];
    new Penalties(2, 0.25, 0.5, 4).apply(logits, new int[] {3, 0, 1, 1, 0, 7}, 5, counts);
    assertArrayEquals(new float[] {1, -5, 1, 3}, logits);
    assertArrayEquals(new int[4], counts);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Penalties(0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Penalties(1, Double.NaN, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Penalties(1, 0, 0, -1));
  }
}
