package dev.jeton.measure;

import java.util.stream.IntStream;

/** How alike two measures order the same things. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's ρ: the correlation of the ranks, where equal values share the mean of theirs.
   * Spearman, The Proof and Measurement of Association between Two Things, 1904; Kendall, Rank
   * Correlation Methods, 1948, chapter 3 for equal values.
   *
   * @param a at least 2 values, none NaN
   * @param b as many
   * @return −1..1; NaN where all values of a or all of b are equal
   */
  public static double spearman(double[] a, double[] b) {
    if (a.length != b.length || a.length < 2) {
      throw new IllegalArgumentException(
          "expected two lists of equal length, at least 2, found %d and %d"
              .formatted(a.length, b.length));
    }
    double[] first = ranks(a);
    double[] second = ranks(b);
    double mean = (a.length + 1) / 2.0;
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      double x = first[i] - mean;
      double y = second[i] - mean;
      both += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
    return both / Math.sqrt(squaresA * squaresB);
  }

  /**
   * 1 for the smallest value, up to the number of values; equal ones share the mean of their ranks.
   *
   * @param values none NaN
   */
  public static double[] ranks(double[] values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("expected numbers that can be ordered, found NaN");
      }
    }
    return IntStream.range(0, values.length)
        .mapToDouble(
            i -> {
              int below = 0;
              int equal = 0;
              for (double other : values) {
                below += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
              }
              return below + (equal + 1) / 2.0;
            })
        .toArray();
  }
}
