package dev.jeton.text.chat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Filters of numbers, and from text to numbers. */
final class NumberFilters {
  private NumberFilters() {}

  static void addTo(Filters.Registry filters) {
    filters.add(
        "int",
        0,
        (v, a) -> integer(v, a.or(0, Value.Int.of(0)), a.index(1, 10)),
        "default",
        "base");
    filters.add("float", 0, (v, a) -> real(v, a.or(0, new Value.Real(0))), "default");
    filters.add("abs", 0, (v, a) -> absolute(v));
    filters.add(
        "round",
        0,
        (v, a) -> rounded(v, a.index(0, 0), PythonText.str(a.or(1, Str.own("common"))).text()),
        "precision",
        "method");
  }

  private static Value integer(Value value, Value otherwise, int base) {
    if (value instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    if (value instanceof Str string) {
      var whole = parsed(string.text(), base);
      return whole != null ? Value.Int.of(whole) : truncated(parsedReal(string.text()), otherwise);
    }
    var whole = Numbers.whole(value);
    return whole != null
        ? Value.Int.of(whole)
        : truncated(value instanceof Value.Real real ? real.value() : null, otherwise);
  }

  private static Value truncated(@Nullable Double real, Value otherwise) {
    return real == null || !Double.isFinite(real)
        ? otherwise
        : Value.Int.of(new BigDecimal(real).toBigInteger());
  }

  private static @Nullable BigInteger parsed(String text, int base) {
    var digits = stripped(text).replaceFirst("^\\+(?=\\w)", "");
    if (base == 16) {
      digits = digits.replaceFirst("^(-?)0[xX]_?", "$1");
    } else if (base == 8) {
      digits = digits.replaceFirst("^(-?)0[oO]_?", "$1");
    } else if (base == 2) {
      digits = digits.replaceFirst("^(-?)0[bB]_?", "$1");
    }
    if (!digits.matches("-?[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*") || digits.length() > 4300) {
      return null;
    }
    try {
      return new BigInteger(digits.replace("_", ""), base);
    } catch (NumberFormatException e) {
      return null; // no number, which the caller answers
    }
  }

  private static @Nullable Double parsedReal(String text) {
    var digits = stripped(text);
    if (digits.matches("[+-]?(?i:inf|infinity)")) {
      return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (digits.matches("[+-]?(?i:nan)")) {
      return Double.NaN;
    }
    return digits.matches(
            "[+-]?(?:\\d+(?:_\\d+)*(?:\\.(?:\\d+(?:_\\d+)*)?)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?")
        ? Double.valueOf(digits.replace("_", ""))
        : null;
  }

  private static String stripped(String text) {
    return Str.own(text).stripped(PythonText::isSpace, true, true).text();
  }

  private static Value real(Value value, Value otherwise) {
    if (value instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    if (Numbers.isNumber(value)) {
      return new Value.Real(Numbers.real(value));
    }
    var real = value instanceof Str string ? parsedReal(string.text()) : null;
    return real == null ? otherwise : new Value.Real(real);
  }

  private static Value absolute(Value value) {
    var whole = Numbers.whole(value);
    if (whole != null) {
      return Value.Int.of(whole.abs());
    }
    if (value instanceof Value.Real real) {
      return new Value.Real(Math.abs(real.value()));
    }
    throw new TemplateFault("abs: expected a number, found %s".formatted(value.type()));
  }

  private static Value rounded(Value value, int precision, String method) {
    if (!Numbers.isNumber(value)) {
      throw new TemplateFault("round: expected a number, found %s".formatted(value.type()));
    }
    var whole = Numbers.whole(value);
    if (method.equals("common")) {
      if (whole != null) {
        return precision >= 0 ? Value.Int.of(whole) : tens(whole, precision);
      }
      double real = ((Value.Real) value).value();
      return Double.isFinite(real) && precision < 400
          ? new Value.Real(
              Math.copySign(
                  new BigDecimal(Math.abs(real))
                      .setScale(Math.max(precision, -400), RoundingMode.HALF_EVEN)
                      .doubleValue(),
                  real))
          : value;
    }
    double scale = Math.pow(10, precision);
    double scaled = Numbers.real(value) * scale;
    if (!Double.isFinite(scaled)) {
      throw new TemplateFault("round: expected a number that is not too large");
    }
    return new Value.Real(
        switch (method) {
          case "ceil" -> (Math.ceil(scaled) + 0.0) / scale; // no -0
          case "floor" -> (Math.floor(scaled) + 0.0) / scale;
          default ->
              throw new TemplateFault(
                  "round: expected common, ceil or floor, found '%s'".formatted(method));
        });
  }

  private static Value tens(BigInteger whole, int precision) {
    return Value.Int.of(
        new BigDecimal(whole)
            .setScale(Math.max(precision, -5000), RoundingMode.HALF_EVEN)
            .toBigInteger());
  }
}
