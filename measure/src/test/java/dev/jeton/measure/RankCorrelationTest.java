package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    assertArrayEquals(
        new double[] {2.5, 1, 4, 2.5, 5}, RankCorrelation.ranks(new double[] {3, -1, 7, 3, 9}));
    assertArrayEquals(new double[] {2, 2, 2}, RankCorrelation.ranks(new double[] {5, 5, 5}));
  }

  /** By hand: ranks 1..5 and 1, 2, 3.5, 5, 3.5: 8 / √(10 · 9.5). */
  @Test
  void withTies() {
    double rho =
        RankCorrelation.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7});
    assertEquals(8 / Math.sqrt(95), rho, 1e-15);
  }

  /** Without ties: 1 − 6 Σ d² / (n (n² − 1)). */
  @Test
  void withoutTiesTheShortFormulaHolds() {
    var seed = new Seed();
    int n = 2 + seed.random().nextInt(30);
    var a = seed.random().doubles(n).toArray();
    var b = seed.random().doubles(n).toArray();
    var ra = RankCorrelation.ranks(a);
    var rb = RankCorrelation.ranks(b);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(ra[i] - rb[i], 2);
    }
    double expected = 1 - 6 * squares / (n * ((double) n * n - 1));
    assertEquals(expected, RankCorrelation.spearman(a, b), 1e-12, seed);
    var warped = Arrays.stream(b).map(Math::exp).toArray();
    assertEquals(expected, RankCorrelation.spearman(a, warped), 1e-12, seed);
  }

  @Test
  void extremes() {
    var rising = new double[] {1, 10, 100};
    assertEquals(1, RankCorrelation.spearman(rising, new double[] {-3, 0, Double.MAX_VALUE}));
    assertEquals(-1, RankCorrelation.spearman(rising, new double[] {3, 2, 1}));
    assertTrue(Double.isNaN(RankCorrelation.spearman(rising, new double[] {1, 1, 1})));
  }

  @Test
  void whatCannotBeOrderedIsRefused() {
    var two = new double[] {1, 2};
    assertThrows(
        IllegalArgumentException.class, () -> RankCorrelation.spearman(two, new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(new double[1], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.spearman(two, new double[] {1, Double.NaN}));
  }
}
