package dev.jeton.measure;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The mean gap between two rate–distortion curves over the range that both cover (Bjontegaard,
 * VCEG-M33, 2001), the rate on a logarithmic axis.
 */
public final class BjontegaardDelta {
  private static final int LEAST_POINTS = 4;

  /** The curve that is laid through the points. */
  public enum Fit {
    /** One polynomial of degree 3, least squares beyond four points: VCEG-M33 itself. */
    CUBIC,
    /**
     * Akima's piecewise cubic (Journal of the ACM 17(4), 1970), which passes through every point
     * and does not swing; closest to finely sampled curves (Herglotz et al., 2022, arXiv
     * 2202.12565).
     */
    AKIMA
  }

  private BjontegaardDelta() {}

  /**
   * BD-rate: how much more rate {@code test} takes than {@code anchor} at equal quality.
   *
   * @param anchor at least four points of distinct qualities, in any order
   * @return per cent, negative where {@code test} is better; NaN where the qualities do not overlap
   */
  public static double rate(List<RatePoint> anchor, List<RatePoint> test, Fit fit) {
    double logRatio = meanGap(anchor, test, RatePoint::quality, BjontegaardDelta::logRate, fit);
    return 100 * Math.expm1(logRatio);
  }

  /**
   * BD-PSNR and its like: how much more quality {@code test} gives than {@code anchor} at equal
   * rate.
   *
   * @param anchor at least four points of distinct rates, in any order
   * @return in the unit of quality; NaN where the rates do not overlap
   */
  public static double quality(List<RatePoint> anchor, List<RatePoint> test, Fit fit) {
    return meanGap(anchor, test, BjontegaardDelta::logRate, RatePoint::quality, fit);
  }

  private static double logRate(RatePoint point) {
    return Math.log(point.rate());
  }

  private static double meanGap(
      List<RatePoint> anchor,
      List<RatePoint> test,
      ToDoubleFunction<RatePoint> x,
      ToDoubleFunction<RatePoint> y,
      Fit fit) {
    var first = curve(anchor, x, y, fit);
    var second = curve(test, x, y, fit);
    double low = Math.max(first.start(), second.start());
    double high = Math.min(first.end(), second.end());
    if (low >= high) {
      return Double.NaN;
    }
    return (second.integral(low, high) - first.integral(low, high)) / (high - low);
  }

  private static PiecewiseCubic curve(
      List<RatePoint> points,
      ToDoubleFunction<RatePoint> x,
      ToDoubleFunction<RatePoint> y,
      Fit fit) {
    if (points.size() < LEAST_POINTS) {
      throw new IllegalArgumentException(
          "expected at least %d points of a curve, found %d"
              .formatted(LEAST_POINTS, points.size()));
    }
    var sorted = points.stream().sorted(Comparator.comparingDouble(x)).toList();
    double[] at = sorted.stream().mapToDouble(x).toArray();
    double[] values = sorted.stream().mapToDouble(y).toArray();
    for (int i = 1; i < at.length; i++) {
      if (at[i] == at[i - 1]) {
        throw new IllegalArgumentException(
            "expected distinct points, found %s and %s"
                .formatted(sorted.get(i - 1), sorted.get(i)));
      }
    }
    return switch (fit) {
      case CUBIC -> PiecewiseCubic.leastSquares(at, values);
      case AKIMA -> PiecewiseCubic.akima(at, values);
    };
  }
}
