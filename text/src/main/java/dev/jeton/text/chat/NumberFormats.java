package dev.jeton.text.chat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Python's formats write them. */
final class NumberFormats {
  private static final int DIGITS = 6;

  private NumberFormats() {}

  /**
   * {@code value} in the way {@code kind}, 0 for the number's own.
   *
   * @param precision digits; negative for the usual ones
   * @param prefixed whether {@code 0x} and the like stand before
   */
  static String shown(int kind, Value value, int precision, boolean prefixed) {
    if (!Numbers.isNumber(value)) {
      throw new TemplateFault("a format: expected a number, found %s".formatted(value.type()));
    }
    var whole = Numbers.whole(value);
    return switch (kind) {
      case 0 -> whole == null ? own((Value.Real) value, precision) : whole.toString();
      case 'd' -> integer(value).toString();
      case 'x' -> based(integer(value), 16, prefixed ? "0x" : "");
      case 'X' ->
          based(integer(value), 16, prefixed ? "0X" : "").toUpperCase(java.util.Locale.ROOT);
      case 'o' -> based(integer(value), 8, prefixed ? "0o" : "");
      case 'b' -> based(integer(value), 2, prefixed ? "0b" : "");
      case 'f', 'F' -> fixed(Numbers.real(value), precision);
      case 'e', 'E' -> exponent(Numbers.real(value), precision, kind == 'E');
      case 'g', 'G' -> general(Numbers.real(value), precision);
      case '%' -> fixed(Numbers.real(value) * 100, precision) + "%";
      default -> throw new TemplateFault("a format: '%c' is not supported".formatted(kind));
    };
  }

  private static String own(Value.Real value, int precision) {
    return precision < 0 ? Numbers.shown(value.value()) : general(value.value(), precision);
  }

  private static BigInteger integer(Value value) {
    var whole = Numbers.whole(value);
    return whole == null ? new BigDecimal(((Value.Real) value).value()).toBigInteger() : whole;
  }

  private static String based(BigInteger value, int radix, String prefix) {
    return (value.signum() < 0 ? "-" : "") + prefix + value.abs().toString(radix);
  }

  private static String fixed(double value, int precision) {
    return Double.isFinite(value)
        ? sign(value)
            + new BigDecimal(Math.abs(value))
                .setScale(precision < 0 ? DIGITS : precision, RoundingMode.HALF_EVEN)
                .toPlainString()
        : Numbers.shown(value);
  }

  private static String sign(double value) {
    return value < 0 || value == 0 && 1 / value < 0 ? "-" : "";
  }

  private static String exponent(double value, int precision, boolean capital) {
    if (!Double.isFinite(value)) {
      return Numbers.shown(value);
    }
    int digits = precision < 0 ? DIGITS : precision;
    var rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int power = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    var mantissa = rounded.scaleByPowerOfTen(-power).setScale(digits, RoundingMode.HALF_EVEN);
    return sign(value)
        + mantissa.toPlainString()
        + "%s%s%02d".formatted(capital ? "E" : "e", power < 0 ? "-" : "+", Math.abs(power));
  }

  private static String general(double value, int precision) {
    if (!Double.isFinite(value)) {
      return Numbers.shown(value);
    }
    int digits = precision < 0 ? DIGITS : Math.max(1, precision);
    var rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int power = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (power < -4 || power >= digits) {
      var shown = exponent(value, digits - 1, false);
      int e = shown.indexOf('e');
      return plain(shown.substring(0, e)) + shown.substring(e);
    }
    return sign(value) + plain(rounded.toPlainString());
  }

  private static String plain(String digits) {
    return digits.indexOf('.') < 0 ? digits : digits.replaceFirst("\\.?0+$", "");
  }

  /** {@code shown} with zeros behind its sign. */
  static String zeros(String shown, int zeros) {
    int sign = shown.startsWith("-") || shown.startsWith("+") || shown.startsWith(" ") ? 1 : 0;
    return shown.substring(0, sign) + "0".repeat(zeros) + shown.substring(sign);
  }

  /** {@code shown} with {@code mark} between thousands. */
  static String grouped(String shown, String mark) {
    if (mark.isEmpty()) {
      return shown;
    }
    int from = shown.startsWith("-") ? 1 : 0;
    int to = from;
    while (to < shown.length() && Character.isDigit(shown.charAt(to))) {
      to++;
    }
    var out = new StringBuilder(shown);
    for (int at = to - 3; at > from; at -= 3) {
      out.insert(at, mark);
    }
    return out.toString();
  }
}
