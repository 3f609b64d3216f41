package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

  @Test
  void tellsShiftedClassesApart() {
    var seed = new Seed();
    var features = seed.normals(600 * 3, 0.1);
    var labels = new int[600];
    for (int i = 0; i < 600; i++) {
      labels[i] = i % 3;
      features[i * 3 + labels[i]] += 5;
    }
    var probe = LinearProbe.fit(features, 3, labels, 3, 1e-3);
    assertEquals(1, probe.accuracy(features, labels), 0, seed);
  }

  @Test
  void knowsNothingFromNoise() {
    var seed = new Seed();
    var labels = new int[4000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 4;
    }
    var probe = LinearProbe.fit(seed.normals(4000 * 5, 1), 5, labels, 4, 1e-3);
    assertEquals(0.25, probe.accuracy(seed.normals(4000 * 5, 1), labels), 0.05, seed);
  }

  /** One feature, x = 0, 1, 2 for labels 0, 0, 1: least squares of label 1 on x is x/2 − 1/6. */
  @Test
  void equalsLeastSquaresByHand() {
    var probe = LinearProbe.fit(new float[] {0, 1, 2}, 1, new int[] {0, 0, 1}, 2, 1e-12);
    // Label 1 wins from x/2 - 1/6 > 1/2, that is x > 4/3.
    assertEquals(1, probe.accuracy(new float[] {1.33f, 1.34f}, new int[] {0, 1}), 0);
  }

  @Test
  void countsMustAgree() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearProbe.fit(new float[5], 2, new int[2], 2, 1e-3));
  }
}
