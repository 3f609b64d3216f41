package dev.jeton.text.train;

/** The derivative of the logarithm of the gamma function. */
final class Digamma {
  private Digamma() {}

  /**
   * ψ(x) for x > 0, to about 1e-12: by ψ(x) = ψ(x + 1) − 1/x up to 12, then the asymptotic series
   * (Abramowitz and Stegun, 6.3.18).
   */
  static double of(double x) {
    double result = 0;
    double y = x;
    while (y < 12) {
      result -= 1 / y;
      y++;
    }
    double r = 1 / (y * y);
    double series =
        r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132)))));
    return result + StrictMath.log(y) - 0.5 / y - series;
  }
}
