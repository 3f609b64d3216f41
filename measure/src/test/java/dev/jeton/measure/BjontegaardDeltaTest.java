package dev.jeton.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.measure.BjontegaardDelta.Fit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BjontegaardDeltaTest {
  private static final List<RatePoint> FOUR =
      curve(
          new double[] {686.76, 309.58, 157.11, 85.95}, new double[] {40.28, 37.18, 34.24, 31.42});
  private static final List<RatePoint> OTHER_FOUR =
      curve(
          new double[] {893.34, 407.8, 204.93, 112.75}, new double[] {40.39, 37.21, 34.17, 31.24});
  private static final List<RatePoint> SIX =
      curve(
          new double[] {0.05, 0.11, 0.2, 0.42, 0.9, 1.6},
          new double[] {0.71, 0.82, 0.885, 0.93, 0.962, 0.98});
  private static final List<RatePoint> FIVE =
      curve(new double[] {0.06, 0.1, 0.25, 0.5, 0.8}, new double[] {0.70, 0.80, 0.9, 0.94, 0.955});

  /** Values of the package bjontegaard 1.3.0; see README.md in the test resources. */
  @Test
  void equalsTheReference() {
    assertEquals(31.397374054908656, BjontegaardDelta.rate(FOUR, OTHER_FOUR, Fit.CUBIC), 1e-8);
    assertEquals(-1.184897921770328, BjontegaardDelta.quality(FOUR, OTHER_FOUR, Fit.CUBIC), 1e-8);
    assertEquals(31.38398898434116, BjontegaardDelta.rate(FOUR, OTHER_FOUR, Fit.AKIMA), 1e-8);
    assertEquals(-1.183658970073208, BjontegaardDelta.quality(FOUR, OTHER_FOUR, Fit.AKIMA), 1e-8);
    assertEquals(4.870614251582528, BjontegaardDelta.rate(SIX, FIVE, Fit.CUBIC), 1e-8);
    assertEquals(-0.0056348715639679145, BjontegaardDelta.quality(SIX, FIVE, Fit.CUBIC), 1e-8);
    assertEquals(6.633684855755129, BjontegaardDelta.rate(SIX, FIVE, Fit.AKIMA), 1e-8);
    assertEquals(-0.005127781232906775, BjontegaardDelta.quality(SIX, FIVE, Fit.AKIMA), 1e-8);
  }

  @ParameterizedTest
  @EnumSource
  void halfTheRateIsMinusFiftyPerCent(Fit fit) {
    var half = SIX.stream().map(p -> new RatePoint(p.rate() / 2, p.quality())).toList();
    assertEquals(-50, BjontegaardDelta.rate(SIX, half, fit), 1e-9);
    assertEquals(100, BjontegaardDelta.rate(half, SIX, fit), 1e-9);
    assertEquals(0, BjontegaardDelta.rate(SIX, SIX.reversed(), fit), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void aHigherCurveIsHigherByThat(Fit fit) {
    var higher = FOUR.stream().map(p -> new RatePoint(p.rate(), p.quality() + 0.5)).toList();
    assertEquals(0.5, BjontegaardDelta.quality(FOUR, higher, fit), 1e-9);
  }

  /** A straight line has no bends for Akima's weights to compare. */
  @Test
  void straightLines() {
    var line = curve(new double[] {1, 2, 4, 8}, new double[] {30, 31, 32, 33});
    var shifted = curve(new double[] {1.5, 3, 6, 12}, new double[] {30, 31, 32, 33});
    assertEquals(50, BjontegaardDelta.rate(line, shifted, Fit.AKIMA), 1e-9);
  }

  @Test
  void curvesApartHaveNoGap() {
    var far = FOUR.stream().map(p -> new RatePoint(p.rate(), p.quality() + 50)).toList();
    assertTrue(Double.isNaN(BjontegaardDelta.rate(FOUR, far, Fit.AKIMA)));
  }

  @Test
  void unfitPointsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BjontegaardDelta.rate(FOUR.subList(0, 3), FOUR, Fit.AKIMA));
    var twice = List.of(FOUR.get(0), FOUR.get(1), FOUR.get(2), FOUR.get(0));
    assertThrows(
        IllegalArgumentException.class, () -> BjontegaardDelta.rate(twice, FOUR, Fit.CUBIC));
    assertThrows(IllegalArgumentException.class, () -> new RatePoint(0, 30));
    assertThrows(IllegalArgumentException.class, () -> new RatePoint(1, Double.NaN));
  }

  private static List<RatePoint> curve(double[] rates, double[] qualities) {
    return IntStream.range(0, rates.length)
        .mapToObj(i -> new RatePoint(rates[i], qualities[i]))
        .toList();
  }
}
