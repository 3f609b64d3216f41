package dev.jeton.measure.tokens;

/** The logarithm of the gamma function. */
final class LogGamma {
  private static final double LEAST = 12;

  private LogGamma() {}

  /**
   * Stirling's series after shifting the argument up (Abramowitz and Stegun 6.1.41); relative error
   * below 1e-12.
   *
   * @param x above 0
   */
  static double of(double x) {
    double z = x;
    double shift = 0;
    while (z < LEAST) {
      shift += Math.log(z);
      z++;
    }
    double inverse = 1 / (z * z);
    double series =
        (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
