package dev.jeton.llm.grammar;

import static dev.jeton.llm.grammar.SchemaKeywords.fault;

import dev.jeton.llm.grammar.SchemaKeywords.All;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What numbers may be. */
final class SchemaNumbers {
  private static final String INTEGER = "0|-?[1-9][0-9]{0,14}";
  private static final String DECIMAL = "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?";
  private static final String EXPONENT = "([eE][+-]?[0-9]{1,2})?";

  private SchemaNumbers() {}

  /** The bounds of a schema; null for none. */
  private record Bounds(
      @Nullable BigDecimal least, boolean leastIn, @Nullable BigDecimal most, boolean mostIn) {

    static Bounds of(Map<String, Object> schema, String path) {
      var least = bound(schema, "minimum", path);
      var above = bound(schema, "exclusiveMinimum", path);
      var most = bound(schema, "maximum", path);
      var below = bound(schema, "exclusiveMaximum", path);
      boolean leastIn = above == null || least != null && least.compareTo(above) > 0;
      boolean mostIn = below == null || most != null && most.compareTo(below) < 0;
      return new Bounds(leastIn ? least : above, leastIn, mostIn ? most : below, mostIn);
    }

    boolean none() {
      return least == null && most == null;
    }

    boolean hold(BigDecimal value) {
      int low = least == null ? 1 : value.compareTo(least);
      int high = most == null ? -1 : value.compareTo(most);
      return (low > 0 || low == 0 && leastIn) && (high < 0 || high == 0 && mostIn);
    }
  }

  static Expression of(Map<String, Object> schema, boolean integer, String path) {
    var bounds = Bounds.of(schema, path);
    var divisors = divisors(schema, "multipleOf", path);
    var others = divisors(schema, SchemaKeywords.NO_MULTIPLE, path);
    var excluded =
        All.of(schema, SchemaKeywords.NO_VALUE).stream()
            .filter(BigDecimal.class::isInstance)
            .map(BigDecimal.class::cast)
            .toList();
    boolean plain = divisors.isEmpty() && others.isEmpty() && excluded.isEmpty();
    var all =
        bounds.none()
            ? new RegexParser(integer ? INTEGER : plain ? DECIMAL + EXPONENT : DECIMAL).whole()
            : NumberRange.of(bounds.least, bounds.leastIn, bounds.most, bounds.mostIn, integer);
    if (plain) {
      return all;
    }
    try {
      var numbers = Language.of(all);
      for (var divisor : divisors) {
        numbers = numbers.and(NumberText.multiplesOf(divisor, path));
      }
      for (var divisor : others) {
        numbers = numbers.minus(NumberText.multiplesOf(divisor, path));
      }
      for (var value : excluded) {
        numbers = numbers.minus(NumberText.all(value));
      }
      return numbers.expression();
    } catch (GrammarException e) {
      var said = String.valueOf(e.getMessage());
      throw said.startsWith("JSON Schema") ? e : fault(path, said);
    }
  }

  /** Whether a number keeps all keywords. */
  static boolean keeps(BigDecimal value, Map<String, Object> schema, String path) {
    return Bounds.of(schema, path).hold(value)
        && divisors(schema, "multipleOf", path).stream().allMatch(d -> isMultiple(value, d))
        && divisors(schema, SchemaKeywords.NO_MULTIPLE, path).stream()
            .noneMatch(d -> isMultiple(value, d));
  }

  private static boolean isMultiple(BigDecimal value, BigDecimal divisor) {
    return value.remainder(divisor).signum() == 0;
  }

  private static List<BigDecimal> divisors(Map<String, Object> schema, String key, String path) {
    return All.of(schema, key).stream()
        .map(
            said -> {
              if (!(said instanceof BigDecimal number) || number.signum() <= 0) {
                throw fault(
                    path, "multipleOf: expected a number above 0, found " + JsonText.of(said));
              }
              return number;
            })
        .toList();
  }

  private static @Nullable BigDecimal bound(Map<String, Object> schema, String key, String path) {
    var value = schema.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof BigDecimal number)
        || number.precision() - number.scale() > 40
        || number.scale() > 40) {
      throw fault(
          path,
          "%s: expected a number of up to 40 digits, found %s".formatted(key, JsonText.of(value)));
    }
    return number;
  }
}
