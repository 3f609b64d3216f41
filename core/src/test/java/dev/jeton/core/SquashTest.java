package dev.jeton.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SquashTest {
  @Test
  void followsTheLogisticFunction() {
    for (int logit = -2047; logit <= 2047; logit++) {
      double exact = 65536 / (1 + Math.exp(-logit / 256.0));
      assertEquals(exact, Squash.probability(logit), 2 + 0.012 * Math.min(exact, 65536 - exact));
      assertTrue(Squash.probability(logit) >= Squash.probability(logit - 1));
      assertEquals(65536, Squash.probability(logit) + Squash.probability(-logit));
    }
  }

  @Test
  void nothingIsCertain() {
    assertEquals(23, Squash.probability(Integer.MIN_VALUE));
    assertEquals(65513, Squash.probability(Integer.MAX_VALUE));
  }
}
