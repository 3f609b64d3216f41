package dev.jeton.measure.tokens;

import java.util.Arrays;

/**
 * The discrete power law p(x) = x^-α / ζ(α, x_min) for x ≥ x_min, fitted by maximum likelihood to
 * how often types occur (Clauset, Shalizi and Newman, Power-law distributions in empirical data,
 * SIAM Review 2009, eqs. 3.5 to 3.9). Under Zipf's law with exponent s, α is 1 + 1/s.
 *
 * @param exponent α, above 1; NaN where there is no tail to fit
 * @param cutoff x_min
 * @param tail number of types at or above the cut-off
 * @param distance Kolmogorov–Smirnov distance between the tail and the law, 0..1
 */
public record PowerLaw(double exponent, long cutoff, int tail, double distance) {
  private static final double LEAST = 1.0001;
  private static final double MOST = 50;

  /** A searched cut-off leaves at least so many types. */
  private static final int LEAST_TAIL = 10;

  /** No fit: fewer types than a tail needs, or all alike. */
  public static final PowerLaw NONE = new PowerLaw(Double.NaN, 0, 0, Double.NaN);

  /**
   * The fit with a given cut-off.
   *
   * @param counts of the types
   * @param cutoff at least 1
   */
  public static PowerLaw fit(RankFrequency counts, long cutoff) {
    if (cutoff < 1) {
      throw new IllegalArgumentException("expected a cut-off of at least 1, found " + cutoff);
    }
    var rising = rising(counts);
    int from = 0;
    while (from < rising.length && rising[from] < cutoff) {
      from++;
    }
    return from == rising.length || rising[rising.length - 1] == cutoff
        ? NONE
        : fit(rising, from, cutoff, logs(rising)[from]);
  }

  /**
   * The fit whose cut-off gives the least Kolmogorov–Smirnov distance, among those cut-offs that
   * leave at least ten types and two different counts; {@link #NONE} where none does.
   */
  public static PowerLaw fit(RankFrequency counts) {
    var rising = rising(counts);
    var logs = logs(rising);
    var best = NONE;
    for (int from = 0; from + LEAST_TAIL <= rising.length; from++) {
      boolean first = from == 0 || rising[from] != rising[from - 1];
      if (first && rising[from] < rising[rising.length - 1]) {
        var law = fit(rising, from, rising[from], logs[from]);
        if (best.tail == 0 || law.distance < best.distance) {
          best = law;
        }
      }
    }
    return best;
  }

  private static PowerLaw fit(long[] rising, int from, long cutoff, double sumOfLogs) {
    int tail = rising.length - from;
    double exponent =
        Maximum.of(
            a -> -tail * Math.log(HurwitzZeta.of(a, cutoff)) - a * sumOfLogs, LEAST, MOST, 1e-7);
    return new PowerLaw(exponent, cutoff, tail, distance(rising, from, cutoff, exponent));
  }

  /** The largest gap between both distribution functions, over all counts that occur. */
  private static double distance(long[] rising, int from, long cutoff, double exponent) {
    double whole = HurwitzZeta.of(exponent, cutoff);
    double largest = 0;
    for (int i = from; i < rising.length; i++) {
      if (i + 1 == rising.length || rising[i + 1] != rising[i]) {
        double law = 1 - HurwitzZeta.of(exponent, rising[i] + 1) / whole;
        double data = (double) (i + 1 - from) / (rising.length - from);
        largest = Math.max(largest, Math.abs(law - data));
      }
    }
    return largest;
  }

  private static long[] rising(RankFrequency counts) {
    var rising = counts.counts().clone();
    Arrays.sort(rising);
    return rising;
  }

  /** Sums of logarithms from each place to the end. */
  private static double[] logs(long[] rising) {
    var sums = new double[rising.length + 1];
    for (int i = rising.length - 1; i >= 0; i--) {
      sums[i] = sums[i + 1] + Math.log(rising[i]);
    }
    return sums;
  }
}
