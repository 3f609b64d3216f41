package dev.jeton.measure.tokens;

import java.util.Arrays;

/**
 * Zipf's law over ranks: the share of the type of rank r is (r + b)^-s / Σ (q + b)^-s over all
 * types q (Zipf 1949; b after Mandelbrot 1953). Ranks come from the same counts that are fitted,
 * which flatters any fit; {@link PowerLaw} does without ranks.
 *
 * @param exponent s; NaN where there are fewer than two types
 * @param shift b, 0 in Zipf's own form
 * @param distance Kolmogorov–Smirnov distance between shares of tokens by rank and the law, 0..1
 */
public record ZipfFit(double exponent, double shift, double distance) {
  private static final int STEPS = 100;

  /** The exponent of largest likelihood, without shift. */
  public static ZipfFit maximumLikelihood(RankFrequency counts) {
    return likeliest(counts, 0);
  }

  /** Exponent and shift of largest likelihood; the shift is searched from 0 to the types. */
  public static ZipfFit withShift(RankFrequency counts) {
    if (counts.types() < 2) {
      return likeliest(counts, 0);
    }
    double log =
        Maximum.of(
            shift -> {
              double b = Math.expm1(shift);
              return logLikelihood(counts, likeliest(counts, b).exponent, b);
            },
            0,
            Math.log1p(counts.types()),
            1e-4);
    var shifted = likeliest(counts, Math.expm1(log));
    var plain = likeliest(counts, 0);
    return logLikelihood(counts, plain.exponent, 0)
            >= logLikelihood(counts, shifted.exponent, shifted.shift)
        ? plain
        : shifted;
  }

  /**
   * The slope of a straight line through log frequency over log rank, least squares, as it is often
   * published. Biased: the many rare types weigh as much as the frequent ones.
   */
  public static ZipfFit leastSquares(RankFrequency counts) {
    int types = counts.types();
    var x = new double[types];
    var y = new double[types];
    for (int r = 0; r < types; r++) {
      x[r] = Math.log(r + 1);
      y[r] = Math.log(counts.counts()[r]);
    }
    return fit(counts, -Line.through(x, y).slope(), 0);
  }

  /** In nats, of all tokens. */
  static double logLikelihood(RankFrequency counts, double exponent, double shift) {
    var logs = logs(counts.types(), shift);
    double sum = -counts.tokens() * Math.log(Arrays.stream(weights(logs, exponent)).sum());
    for (int r = 0; r < logs.length; r++) {
      sum -= exponent * counts.counts()[r] * logs[r];
    }
    return sum;
  }

  /**
   * Likelihood is concave in s and largest where the law's mean of log(r + b) is that of the
   * tokens: Newton's steps, kept within a shrinking bracket.
   */
  private static ZipfFit likeliest(RankFrequency counts, double shift) {
    if (counts.types() < 2) {
      return new ZipfFit(Double.NaN, 0, Double.NaN);
    }
    var logs = logs(counts.types(), shift);
    double tokens = counts.tokens();
    double wanted = 0;
    for (int r = 0; r < logs.length; r++) {
      wanted += logs[r] * counts.counts()[r] / tokens;
    }
    double low = 0; // counts fall, so the exponent is not negative
    double high = 1000;
    double s = 1;
    for (int step = 0; step < STEPS; step++) {
      double whole = 0;
      double mean = 0;
      double square = 0;
      var weights = weights(logs, s);
      for (int r = 0; r < logs.length; r++) {
        double log = logs[r] - logs[0];
        whole += weights[r];
        mean += weights[r] * log;
        square += weights[r] * log * log;
      }
      mean /= whole;
      double excess = mean - (wanted - logs[0]);
      if (excess > 0) {
        low = s;
      } else {
        high = s;
      }
      double variance = square / whole - mean * mean;
      double next = s + excess / variance;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - s) < 1e-12 * (1 + s)) {
        break;
      }
      s = next;
    }
    return fit(counts, s, shift);
  }

  private static ZipfFit fit(RankFrequency counts, double exponent, double shift) {
    var weights = weights(logs(counts.types(), shift), exponent);
    double whole = Arrays.stream(weights).sum();
    double tokens = counts.tokens();
    double law = 0;
    double data = 0;
    double largest = 0;
    for (int r = 0; r < weights.length; r++) {
      law += weights[r] / whole;
      data += counts.counts()[r] / tokens;
      largest = Math.max(largest, Math.abs(law - data));
    }
    return new ZipfFit(exponent, shift, Double.isNaN(exponent) ? Double.NaN : largest);
  }

  private static double[] logs(int types, double shift) {
    var logs = new double[types];
    for (int r = 0; r < types; r++) {
      logs[r] = Math.log(r + 1 + shift);
    }
    return logs;
  }

  private static double[] weights(double[] logs, double exponent) {
    var weights = new double[logs.length];
    for (int r = 0; r < logs.length; r++) {
      weights[r] = Math.exp(-exponent * logs[r]);
    }
    return weights;
  }
}
