package dev.jeton.measure.tokens;

/**
 * The Yule–Simon distribution p(k) = ρ B(k, ρ + 1) of how often types occur, k = 1, 2, …, fitted by
 * maximum likelihood (Simon, On a class of skew distribution functions, Biometrika 1955, eq. 1.5).
 * It is what a text gets that repeats its words in proportion to their use and adds new ones at a
 * steady rate; its tail is a power law with α = ρ + 1.
 *
 * @param exponent ρ, above 0; at most 50
 * @param distance Kolmogorov–Smirnov distance between counts and the law, 0..1
 */
public record YuleSimon(double exponent, double distance) {
  private static final double MOST = 50;

  /** Fits ρ to the counts of all types, of which there is at least one. */
  public static YuleSimon fit(RankFrequency counts) {
    if (counts.types() == 0) {
      return new YuleSimon(Double.NaN, Double.NaN);
    }
    double log =
        Maximum.of(
            rho -> logLikelihood(counts, Math.exp(rho)), Math.log(1e-3), Math.log(MOST), 1e-8);
    double exponent = Math.exp(log);
    return new YuleSimon(exponent, distance(counts, exponent));
  }

  /** In nats. */
  static double logLikelihood(RankFrequency counts, double exponent) {
    double sum = counts.types() * (Math.log(exponent) + LogGamma.of(exponent + 1));
    for (long k : counts.counts()) {
      sum += LogGamma.of(k) - LogGamma.of(k + exponent + 1);
    }
    return sum;
  }

  /** P(K > k) = k B(k, ρ + 1). */
  private static double distance(RankFrequency counts, double exponent) {
    double largest = 0;
    int types = counts.types();
    for (int i = 0; i < types; i++) {
      long k = counts.counts()[i];
      if (i == 0 || counts.counts()[i - 1] != k) {
        double above =
            Math.exp(
                Math.log(k)
                    + LogGamma.of(k)
                    + LogGamma.of(exponent + 1)
                    - LogGamma.of(k + exponent + 1));
        largest = Math.max(largest, Math.abs(above - (double) i / types));
      }
    }
    return largest;
  }
}
