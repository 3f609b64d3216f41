package dev.jeton.measure.tokens;

import java.util.function.DoubleUnaryOperator;

/** Where a function of one number is largest. */
final class Maximum {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Maximum() {}

  /**
   * Golden-section search (Kiefer, 1953).
   *
   * @param function with one peak between {@code from} and {@code to}
   * @param tolerance of the place, absolute
   */
  static double of(DoubleUnaryOperator function, double from, double to, double tolerance) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    while (high - low > tolerance) {
      if (atLeft >= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}
