package dev.jeton.measure.tokens;

/** The Hurwitz zeta function. */
final class HurwitzZeta {
  private static final int DIRECT = 10;

  /** B(2j) / (2j)!, j = 1, 2, …: Bernoulli numbers over factorials. */
  private static final double[] COEFFICIENTS = {
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000.0
  };

  private HurwitzZeta() {}

  /**
   * The sum of {@code (a + k)^-s} over k = 0, 1, 2, …, by Euler–Maclaurin summation after ten terms
   * (Johansson, Rigorous high-precision computation of the Hurwitz zeta function, 2014, eq. 5).
   *
   * @param s above 1
   * @param a above 0
   */
  static double of(double s, double a) {
    double sum = 0;
    for (int k = 0; k < DIRECT; k++) {
      sum += Math.pow(a + k, -s);
    }
    double end = a + DIRECT;
    double power = Math.pow(end, -s);
    sum += power * end / (s - 1) + power / 2;
    double rising = s * power / end; // s (s + 1) … end^(-s - 2j + 1)
    for (int j = 0; j < COEFFICIENTS.length; j++) {
      sum += COEFFICIENTS[j] * rising;
      rising *= (s + 2 * j + 1) * (s + 2 * j + 2) / (end * end);
    }
    return sum;
  }
}
