package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Quantizer;
import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearbyCodesTest {
  private final Seed seed = new Seed();

  private Codebook codes(int size, int dim) {
    return new Codebook(dim, seed.normals(size * dim, 1));
  }

  private int[] ids(int n, int size) {
    return IntStream.range(0, n).map(i -> seed.random().nextInt(size)).toArray();
  }

  private static double distance(float[] a, int from, float[] b, int at, int dim) {
    double sum = 0;
    for (int d = 0; d < dim; d++) {
      sum += Math.pow((double) a[from + d] - b[at + d], 2);
    }
    return sum;
  }

  /** Codes as the quantizer decodes them, {@code [size][dim]}. */
  private static float[] all(Quantizer quantizer) {
    int size = quantizer.vocabulary().size(0);
    var codes = new float[size * quantizer.dim()];
    quantizer.decode(IntStream.range(0, size).toArray(), size, codes);
    return codes;
  }

  @Test
  void ranksAreThoseOfBruteForce() {
    for (boolean normalised : new boolean[] {false, true}) {
      int dim = 1 + seed.random().nextInt(20);
      int size = 1 + seed.random().nextInt(200);
      int count = 1 + seed.random().nextInt(size);
      var book = codes(size, dim);
      var quantizer = normalised ? NearestCode.normalised(book) : NearestCode.of(book);
      int n = 20;
      float[] z = seed.normals(n * dim, 1);
      int[] ranked = quantizer.ranked(z, n, count);
      var first = new int[n];
      quantizer.encode(z, n, first);
      float[] codes = all(quantizer);
      for (int i = 0; i < n; i++) {
        var vector = Arrays.copyOfRange(z, i * dim, (i + 1) * dim);
        if (normalised) {
          double length = Math.sqrt(distance(vector, 0, new float[dim], 0, dim));
          for (int d = 0; d < dim; d++) {
            vector[d] = (float) (vector[d] / length);
          }
        }
        var sorted =
            IntStream.range(0, size)
                .mapToDouble(k -> distance(vector, 0, codes, k * dim, dim))
                .sorted()
                .toArray();
        var own = Arrays.copyOfRange(ranked, i * count, (i + 1) * count);
        assertEquals(first[i], own[0], seed);
        assertEquals(count, Arrays.stream(own).distinct().count(), seed);
        for (int r = 0; r < count; r++) {
          double found = distance(vector, 0, codes, own[r] * dim, dim);
          assertEquals(sorted[r], found, 1e-4 * (1 + sorted[r]), seed);
        }
      }
    }
  }

  @Test
  void aBiasCountsForTheOrderToo() {
    var book = new Codebook(1, new float[] {0, 1, 2}).withBias(new float[] {9, 0, -3});
    assertArrayEquals(new int[] {2, 1, 0}, book.ranked(new float[] {0.9f}, 1, 3));
    var e = assertThrows(IllegalArgumentException.class, () -> book.ranked(new float[1], 1, 4));
    assertEquals("expected 1..3 nearest codes, found 4", e.getMessage());
  }

  @Test
  void whatIsDrawnIsAmongTheNearest() {
    int dim = 1 + seed.random().nextInt(8);
    int size = 2 + seed.random().nextInt(100);
    int delta = 1 + seed.random().nextInt(size);
    var quantizer = NearestCode.of(codes(size, dim));
    float[] codes = all(quantizer);
    int[] ids = ids(300, size);
    int[] drawn = NearbyCodes.of(quantizer, delta).drawn(ids, 1, delta, seed.random());
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      double furthest =
          IntStream.range(0, size)
              .mapToDouble(k -> distance(codes, id * dim, codes, k * dim, dim))
              .sorted()
              .toArray()[delta - 1];
      double found = distance(codes, id * dim, codes, drawn[i] * dim, dim);
      assertTrue(found <= furthest + 1e-4 * (1 + furthest), seed);
    }
  }

  @Test
  void nothingChangesWhereNothingMay() {
    var quantizer = NearestCode.of(codes(50, 3));
    int[] ids = ids(200, 50);
    var nearby = NearbyCodes.of(quantizer, 50);
    assertArrayEquals(ids, nearby.drawn(ids, 0, 50, seed.random()), seed);
    assertArrayEquals(ids, nearby.drawn(ids, 1, 1, seed.random()), seed);
    var same = NearestCode.of(new Codebook(2, new float[40])); // all codes equal
    int[] few = ids(50, 20);
    assertArrayEquals(few, NearbyCodes.of(same, 3).drawn(few, 1, 1, seed.random()), seed);
  }

  /** Chi-square with 9 degrees of freedom; 45 is passed by chance once in a million. */
  @Test
  void theNearestAreEquallyLikely() {
    int n = 20_000;
    int delta = 10;
    var quantizer = NearestCode.of(codes(40, 3));
    int id = seed.random().nextInt(40);
    var ids = new int[n];
    Arrays.fill(ids, id);
    double alpha = 0.5;
    int[] drawn = NearbyCodes.of(quantizer, 30).drawn(ids, alpha, delta, seed.random());
    var counts = new int[40];
    Arrays.stream(drawn).forEach(k -> counts[k]++);
    double chi = 0;
    for (int k = 0; k < 40; k++) {
      double expected = k == id ? n * (1 - alpha + alpha / delta) : n * alpha / delta;
      if (counts[k] > 0) {
        chi += Math.pow(counts[k] - expected, 2) / expected;
      }
    }
    assertEquals(delta, Arrays.stream(counts).filter(count -> count > 0).count(), seed);
    assertTrue(chi < 45, () -> chi(seed));
  }

  private static String chi(Seed seed) {
    return "not even; " + seed.get();
  }

  @Test
  void slicesAndLevelsHaveNeighboursOfTheirOwn() {
    var coarse = codes(30, 4);
    var fine = codes(20, 4);
    var levels = List.of(NearestCode.of(coarse), NearestCode.of(fine));
    for (var quantizer :
        List.of(new ResidualQuantizer(levels), new ProductQuantizer(levels, false))) {
      int n = 100;
      var ids = new int[n * 2];
      for (int i = 0; i < n; i++) {
        ids[2 * i] = seed.random().nextInt(30);
        ids[2 * i + 1] = i % 5 == 0 ? -1 : seed.random().nextInt(20);
      }
      int[] drawn = NearbyCodes.of(quantizer, 4).drawn(ids, 1, 4, seed.random());
      for (int i = 0; i < ids.length; i++) {
        var level = levels.get(i % 2);
        if (ids[i] < 0) {
          assertEquals(-1, drawn[i], seed);
        } else {
          float[] own = new float[4];
          level.decode(new int[] {ids[i]}, 1, own);
          int now = drawn[i];
          assertTrue(Arrays.stream(level.ranked(own, 1, 4)).anyMatch(k -> k == now), seed);
        }
      }
    }
  }

  @Test
  void whatHasNoNeighboursIsRefused() {
    var rounding = new FiniteScalarQuantizer(5, 5);
    var e = assertThrows(IllegalArgumentException.class, () -> NearbyCodes.of(rounding, 2));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("expected codebooks, whose codes"),
        e::getMessage);
    var quantizer = NearestCode.of(codes(5, 2));
    assertThrows(IllegalArgumentException.class, () -> NearbyCodes.of(quantizer, 6));
    assertThrows(IllegalArgumentException.class, () -> NearbyCodes.of(quantizer, 0));
    var nearby = NearbyCodes.of(quantizer, 3);
    for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> nearby.drawn(new int[1], alpha, 1, seed.random()));
    }
    assertThrows(
        IllegalArgumentException.class, () -> nearby.drawn(new int[1], 1, 4, seed.random()));
  }
}
