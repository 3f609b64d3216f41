package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KMeansTest {
  private final Seed seed = new Seed();

  @Test
  void findsCentresThatLieFarApart() {
    int n = 2000;
    float[] points = seed.normals(n * 2, 0.01);
    for (int i = 0; i < n; i++) {
      points[2 * i] += i % 4;
      points[2 * i + 1] += i % 4 % 2;
    }
    float[] codes = new KMeans(4, 10, 1).fit(points, n, 2).codebook().codes();
    var found = new double[4];
    for (int k = 0; k < 4; k++) {
      found[k] = codes[2 * k];
      assertEquals(Math.round(codes[2 * k]) % 2, codes[2 * k + 1], 0.01, seed);
    }
    Arrays.sort(found);
    assertArrayEquals(new double[] {0, 1, 2, 3}, found, 0.01, seed);
  }

  @Test
  void theSameSeedGivesTheSameCodes() {
    float[] points = seed.normals(3000 * 5, 1);
    var trainer = new KMeans(37, 5, 9, true, 0.1);
    assertArrayEquals(
        trainer.fit(points, 3000, 5).codebook().codes(),
        trainer.fit(points, 3000, 5).codebook().codes(),
        seed);
  }

  @Test
  void moreIterationsDoNotRaiseTheError() {
    float[] points = seed.normals(2000 * 3, 1);
    double before = Double.POSITIVE_INFINITY;
    for (int iterations = 1; iterations < 8; iterations++) {
      double error =
          error(points, 3, new KMeans(16, iterations, 3).fit(points, 2000, 3).codebook());
      assertTrue(error <= before * (1 + 1e-6), seed);
      before = error;
    }
  }

  @Test
  void fewerPointsThanCodesAreAllFound() {
    var points = new float[] {1, 2, 3};
    var codebook = new KMeans(8, 3, 1).fit(points, 3, 1).codebook();
    assertEquals(8, codebook.size());
    assertEquals(0, error(points, 1, codebook), 1e-12);
  }

  /** On the whole: both end in local optima, and one in some hundreds goes the other way. */
  @Test
  void theZeroCodeStaysAndIsCheap() {
    double plain = 0;
    double priced = 0;
    for (int draw = 0; draw < 8; draw++) {
      float[] points = seed.normals(4000 * 2, 0.1);
      for (int i = 0; i < 400; i++) {
        points[i] += 3;
      }
      plain += entropy(new KMeans(16, 8, 1, true, 0).fit(points, 4000, 2).bits());
      var result = new KMeans(16, 8, 1, true, 0.05).fit(points, 4000, 2);
      assertArrayEquals(new float[] {0, 0}, Arrays.copyOf(result.codebook().codes(), 2));
      priced += entropy(result.bits());
    }
    assertTrue(priced < plain, seed);
  }

  /** Mean bits of an id, from what each code's share is worth. */
  private static double entropy(float[] bits) {
    double entropy = 0;
    for (float each : bits) {
      entropy += each * Math.pow(2, -each);
    }
    return entropy;
  }

  private static double error(float[] points, int dim, Codebook codebook) {
    int n = points.length / dim;
    var ids = new int[n];
    var near = new float[points.length];
    codebook.nearest(points, n, ids);
    codebook.look(ids, n, near);
    double error = 0;
    for (int i = 0; i < points.length; i++) {
      error += ((double) points[i] - near[i]) * ((double) points[i] - near[i]);
    }
    return error;
  }
}
