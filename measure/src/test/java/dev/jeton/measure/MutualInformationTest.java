package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MutualInformationTest {

  @Test
  void ofCopiesIsTheEntropy() {
    var a = new int[] {0, 1, 2, 3};
    assertEquals(2, MutualInformation.bits(a, new int[] {3, 0, 1, 2}), 1e-12);
  }

  @Test
  void ofIndependentIdsIsZero() {
    assertEquals(0, MutualInformation.bits(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}), 1e-12);
  }

  /** Three of four pairs agree: 2 · (3/8) log2(3/2) + 2 · (1/8) log2(1/2) bits. */
  @Test
  void ofANoisyCopy() {
    var a = new int[] {0, 0, 0, 0, 1, 1, 1, 1};
    var b = new int[] {0, 0, 0, 1, 1, 1, 1, 0};
    double log = Math.log(2);
    assertEquals(0.75 * Math.log(1.5) / log - 0.25, MutualInformation.bits(a, b), 1e-12);
  }

  @Test
  void countsMustAgree() {
    assertThrows(
        IllegalArgumentException.class, () -> MutualInformation.bits(new int[2], new int[3]));
  }
}
