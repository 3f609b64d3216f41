package dev.jeton.text.file;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as serde_json 1 reads them by default, with which Hugging Face's tokenizers reads its
 * files: all digits as one whole number, times a power of ten. That rounds twice, so one number in
 * four of 17 digits is a unit in the last place off, which decides between covers of a word that
 * are as probable as each other.
 */
final class SerdeNumbers {
  private static final double[] POWERS = new double[309];
  private static final long MOST = -1; // of 64 bits without a sign
  private static final int LONGEST_EXPONENT = 6;

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private SerdeNumbers() {}

  /**
   * The value of a number in JSON.
   *
   * @param number with a fraction, an exponent or both
   */
  static double read(String number) {
    boolean negative = number.charAt(0) == '-';
    long digits = 0;
    int exponent = 0;
    boolean fraction = false;
    boolean full = false; // further digits do not count
    for (int i = negative ? 1 : 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.') {
        fraction = true;
      } else if (c == 'e' || c == 'E') {
        if (number.length() - i > LONGEST_EXPONENT) {
          return Double.parseDouble(number);
        }
        exponent += Integer.parseInt(number.substring(i + 1));
        break;
      } else {
        full |= !fits(digits, c - '0');
        digits = full ? digits : 10 * digits + c - '0';
        exponent += full ? fraction ? 0 : 1 : fraction ? -1 : 0;
      }
    }
    double value = scaled(unsigned(digits), exponent);
    return negative ? -value : value;
  }

  /**
   * A number that is read as {@code value}, which its shortest text may not be. No text is for some
   * values; then one is given that is read as a value beside it.
   */
  static Number written(double value) {
    var found = exact(value);
    var near = found == null ? exact(read(Double.toString(value))) : found;
    return near == null ? value : near;
  }

  private static @Nullable Number exact(double value) {
    if (read(Double.toString(value)) == value) {
      return value;
    }
    for (int places = 15; places < 24; places++) {
      double digits = value * POWERS[places];
      for (double near : new double[] {digits, Math.nextUp(digits), Math.nextDown(digits)}) {
        boolean whole = near == Math.rint(near) && Math.abs(near) < Long.MAX_VALUE;
        if (whole && near / POWERS[places] == value) {
          return new BigDecimal(near).movePointLeft(places);
        }
      }
    }
    return null;
  }

  private static boolean fits(long digits, int next) {
    long tenth = Long.divideUnsigned(MOST, 10);
    int order = Long.compareUnsigned(digits, tenth);
    return order < 0 || order == 0 && next <= Long.remainderUnsigned(MOST, 10);
  }

  private static double unsigned(long digits) {
    return digits >= 0 ? digits : (digits >>> 1 | digits & 1) * 2.0;
  }

  private static double scaled(double digits, int exponent) {
    double value = digits;
    int left = exponent;
    while (left < -308 && value != 0) {
      value /= POWERS[308];
      left += 308;
    }
    if (value == 0) {
      return value;
    }
    return left > 308
        ? Double.POSITIVE_INFINITY
        : left < 0 ? value / POWERS[-left] : value * POWERS[left];
  }
}
