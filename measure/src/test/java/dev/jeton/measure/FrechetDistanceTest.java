package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static final int DIM = 8;

  /** Values of scipy's sqrtm; see README.md in the test resources. */
  @Test
  void equalsTheReference() {
    var a = FeatureStatistics.of(features(60, 3, 5), DIM);
    float[] moved = features(50, 7, 2);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = moved[i] * 0.5f + 0.1f;
    }
    assertEquals(
        0.3611010861348307, FrechetDistance.between(a, FeatureStatistics.of(moved, DIM)), 1e-6);
    var few = FeatureStatistics.of(features(6, 3, 5), DIM); // fewer vectors than dimensions
    var b = FeatureStatistics.of(features(50, 7, 2), DIM);
    assertEquals(0.5696108380403412, FrechetDistance.between(few, b), 1e-6);
  }

  @Test
  void symmetricAndZeroForEqualSets() {
    var seed = new Seed();
    var a = FeatureStatistics.of(seed.normals(100 * DIM, 1), DIM);
    var b = FeatureStatistics.of(seed.normals(100 * DIM, 2), DIM);
    assertEquals(0, FrechetDistance.between(a, a), 1e-9, seed);
    assertEquals(FrechetDistance.between(a, b), FrechetDistance.between(b, a), 1e-9, seed);
  }

  /** In one dimension: (m1 - m2)^2 + (s1 - s2)^2. */
  @Test
  void oneDimensionByHand() {
    var a = FeatureStatistics.of(new float[] {-1, 1}, 1); // mean 0, variance 2
    var b = FeatureStatistics.of(new float[] {1, 5}, 1); // mean 3, variance 8
    assertEquals(9 + 2, FrechetDistance.between(a, b), 1e-12);
  }

  @Test
  void growsWithTheShift() {
    var seed = new Seed();
    float[] values = seed.normals(200 * DIM, 1);
    var a = FeatureStatistics.of(values, DIM);
    double last = -1;
    for (int step = 0; step < 4; step++) {
      double distance = FrechetDistance.between(a, FeatureStatistics.of(values, DIM));
      assertEquals(step * step * DIM * 0.25, distance, 1e-4, seed);
      assertTrue(distance > last, seed);
      last = distance;
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.5f;
      }
    }
  }

  @Test
  void unfitFeaturesAreRefused() {
    var one = FeatureStatistics.of(new float[DIM], DIM);
    assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(one, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> FrechetDistance.between(one, new FeatureStatistics(DIM + 1)));
    assertThrows(IllegalArgumentException.class, () -> one.add(new float[DIM - 1]));
    assertThrows(
        IllegalArgumentException.class, () -> FeatureStatistics.of(new float[] {1, Float.NaN}, 1));
  }

  private static float[] features(int n, int p, int q) {
    var values = new float[n * DIM];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < DIM; j++) {
        values[i * DIM + j] = (i * i * p + j * j * q + i * j * (j + p)) % 101 / 101f;
      }
    }
    return values;
  }
}
