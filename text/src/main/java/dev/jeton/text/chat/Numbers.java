package dev.jeton.text.chat;

import dev.jeton.text.chat.Value.Bool;
import dev.jeton.text.chat.Value.Int;
import dev.jeton.text.chat.Value.Real;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic: whole numbers without end, division that rounds down. */
final class Numbers {
  private static final int HIGHEST_POWER = 1 << 14;

  private Numbers() {}

  static boolean isNumber(Value value) {
    return value instanceof Int || value instanceof Real || value instanceof Bool;
  }

  /** The whole number that {@code value} is, true and false included, or null. */
  static @Nullable BigInteger whole(Value value) {
    return switch (value) {
      case Int number -> number.value();
      case Bool truth -> truth.truth() ? BigInteger.ONE : BigInteger.ZERO;
      default -> null;
    };
  }

  /** {@code value} as an index; numbers beyond {@code int} become its ends. */
  static int index(Value value, String what) {
    var whole = whole(value);
    if (whole == null) {
      throw new TemplateFault(
          "%s: expected a whole number, found %s".formatted(what, value.type()));
    }
    return clamped(whole);
  }

  static int clamped(BigInteger whole) {
    return whole.bitLength() < Integer.SIZE
        ? whole.intValue()
        : whole.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  /** A number as a float. */
  static double real(Value value) {
    var whole = whole(value);
    if (whole == null) {
      return ((Real) value).value();
    }
    double real = whole.doubleValue();
    if (Double.isInfinite(real)) {
      throw new TemplateFault("a whole number that is too large for a float");
    }
    return real;
  }

  static boolean equal(Value a, Value b) {
    return isNumber(a) && isNumber(b) && isOrdered(a, b) && compare(a, b) == 0;
  }

  /** Whether neither is NaN. */
  static boolean isOrdered(Value a, Value b) {
    return !isNaN(a) && !isNaN(b);
  }

  static boolean isNaN(Value value) {
    return value instanceof Real real && Double.isNaN(real.value());
  }

  /** The order of two numbers that are none NaN. */
  static int compare(Value a, Value b) {
    var left = whole(a);
    var right = whole(b);
    if (left != null && right != null) {
      return left.compareTo(right);
    }
    if (left == null && right == null) {
      double x = ((Real) a).value();
      double y = ((Real) b).value();
      return x < y ? -1 : x > y ? 1 : 0;
    }
    if (left == null) {
      return -compare(b, a);
    }
    double y = ((Real) b).value();
    if (Double.isInfinite(y)) {
      return y > 0 ? -1 : 1;
    }
    return new BigDecimal(java.util.Objects.requireNonNull(left)).compareTo(new BigDecimal(y));
  }

  static int hash(Value value) {
    var whole = whole(value);
    if (whole != null) {
      return whole.hashCode();
    }
    double real = ((Real) value).value();
    return Double.isFinite(real) && real == Math.rint(real)
        ? new BigDecimal(real).toBigInteger().hashCode()
        : Double.hashCode(real);
  }

  /** {@code a operator b} for numbers. */
  static Value arithmetic(String operator, Value a, Value b) {
    var left = whole(a);
    var right = whole(b);
    if (left == null || right == null) {
      return new Real(reals(operator, real(a), real(b)));
    }
    return switch (operator) {
      case "+" -> Int.of(left.add(right));
      case "-" -> Int.of(left.subtract(right));
      case "*" -> Int.of(left.multiply(right));
      case "/" -> new Real(quotient(left, right));
      case "//" -> Int.of(floorDivided(left, right));
      case "%" -> Int.of(left.subtract(floorDivided(left, right).multiply(right)));
      default -> power(left, right);
    };
  }

  private static double reals(String operator, double x, double y) {
    return switch (operator) {
      case "+" -> x + y;
      case "-" -> x - y;
      case "*" -> x * y;
      case "/" -> x / divisor(y);
      case "//" -> floorDivided(x, divisor(y));
      case "%" -> remainder(x, divisor(y));
      default -> power(x, y);
    };
  }

  private static double divisor(double y) {
    if (y == 0) {
      throw new TemplateFault("division by zero");
    }
    return y;
  }

  private static double quotient(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw new TemplateFault("division by zero");
    }
    if (left.bitLength() <= 53 && right.bitLength() <= 53) {
      return left.doubleValue() / right.doubleValue();
    }
    double quotient =
        new BigDecimal(left)
            .divide(new BigDecimal(right), new java.math.MathContext(400, RoundingMode.HALF_EVEN))
            .doubleValue();
    if (Double.isInfinite(quotient)) {
      throw new TemplateFault("a quotient that is too large for a float");
    }
    return quotient;
  }

  private static BigInteger floorDivided(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw new TemplateFault("division by zero");
    }
    var parts = left.divideAndRemainder(right);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** As CPython computes it: from the remainder, so that both fit together. */
  private static double floorDivided(double x, double y) {
    double remainder = x % y;
    double quotient = (x - remainder) / y;
    if (remainder != 0 && (y < 0) != (remainder < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, x / y);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double remainder(double x, double y) {
    double remainder = x % y;
    if (remainder == 0) {
      return Math.copySign(0.0, y);
    }
    return (y < 0) != (remainder < 0) ? remainder + y : remainder;
  }

  private static Value power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      if (base.signum() == 0) {
        throw new TemplateFault("division by zero");
      }
      return new Real(power(base.doubleValue(), exponent.doubleValue()));
    }
    boolean small = base.abs().compareTo(BigInteger.ONE) <= 0;
    if (small) {
      boolean odd = exponent.testBit(0);
      return exponent.signum() == 0 ? Int.of(1) : Int.of(odd ? base : base.abs());
    }
    if (exponent.bitLength() > 31
        || (long) (base.bitLength() - 1) * exponent.intValue() > HIGHEST_POWER) {
      throw new TemplateFault("a power of more than %d bits".formatted(HIGHEST_POWER));
    }
    return Int.of(base.pow(exponent.intValue()));
  }

  private static double power(double x, double y) {
    if (x == 0 && y < 0) {
      throw new TemplateFault("division by zero");
    }
    if (x == 1) {
      return 1;
    }
    double power = Math.pow(x, y);
    if (Double.isNaN(power) && !Double.isNaN(x) && !Double.isNaN(y)) {
      throw new TemplateFault("a power that is a complex number is not supported");
    }
    if (Double.isInfinite(power) && Double.isFinite(x) && Double.isFinite(y)) {
      throw new TemplateFault("a power that is too large for a float");
    }
    return power;
  }

  /** How Python prints a float. */
  static String shown(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      var plain = decimal.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    var digits = decimal.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
