package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's operators between values. */
final class Operators {
  private Operators() {}

  /** {@code left operator right}. */
  static Value binary(String operator, Value left, Value right) {
    defined(left);
    if (operator.equals("%") && left instanceof Str format) {
      return Formats.percent(format, right);
    }
    defined(right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.arithmetic(operator, left, right);
    }
    if (operator.equals("+")) {
      if (left instanceof Str a && right instanceof Str b) {
        return a.plus(b);
      }
      if (left instanceof Seq a && right instanceof Seq b && a.kind == b.kind && isRow(a)) {
        var items = new ArrayList<Value>(a.items);
        items.addAll(b.items);
        return Seq.of(a.kind, items);
      }
    }
    if (operator.equals("*") && Numbers.whole(right) != null && isRepeatable(left)) {
      return repeated(left, Numbers.index(right, "*"));
    }
    if (operator.equals("*") && Numbers.whole(left) != null && isRepeatable(right)) {
      return repeated(right, Numbers.index(left, "*"));
    }
    throw new TemplateFault(
        "'%s' between %s and %s".formatted(operator, left.type(), right.type()));
  }

  private static boolean isRow(Seq seq) {
    return seq.kind == Seq.Kind.LIST || seq.kind == Seq.Kind.TUPLE;
  }

  private static boolean isRepeatable(Value value) {
    return value instanceof Str || value instanceof Seq seq && isRow(seq);
  }

  private static Value repeated(Value value, int given) {
    int times = Math.max(given, 0);
    if (value instanceof Seq seq) {
      if ((long) seq.items.size() * times > Seq.MOST) {
        throw new TemplateFault("a value of more than %d parts".formatted(Seq.MOST));
      }
      return Seq.of(
          seq.kind, Collections.nCopies(times, seq.items).stream().flatMap(List::stream).toList());
    }
    var out = new StrBuilder();
    var string = (Str) value;
    for (int i = 0; i < times && !string.isEmpty(); i++) {
      out.append(string);
    }
    return out.done();
  }

  private static void defined(Value value) {
    if (value instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
  }

  /** {@code -value} or {@code +value}. */
  static Value signed(Value value, boolean negative) {
    defined(value);
    var whole = Numbers.whole(value);
    if (whole != null) {
      return Value.Int.of(negative ? whole.negate() : whole);
    }
    if (value instanceof Value.Real real) {
      return negative ? new Value.Real(-real.value()) : real;
    }
    throw new TemplateFault("a sign before %s".formatted(value.type()));
  }

  /** Whether {@code left operator right} holds. */
  static boolean compares(String operator, Value left, Value right) {
    return switch (operator) {
      case "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "in" -> contains(right, left);
      case "not in" -> !contains(right, left);
      default -> ordered(operator, left, right);
    };
  }

  private static boolean ordered(String operator, Value left, Value right) {
    defined(left);
    defined(right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right) && !Numbers.isOrdered(left, right)) {
      return false;
    }
    int order = compare(left, right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  /** The order of two values, as {@code sort} needs it. */
  static int compare(Value left, Value right) {
    defined(left);
    defined(right);
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.isOrdered(left, right)
          ? Numbers.compare(left, right)
          : Boolean.compare(Numbers.isNaN(left), Numbers.isNaN(right));
    }
    if (left instanceof Str a && right instanceof Str b) {
      return compare(a.text(), b.text());
    }
    if (left instanceof Seq a && right instanceof Seq b && a.kind == b.kind && isRow(a)) {
      for (int i = 0; i < Math.min(a.items.size(), b.items.size()); i++) {
        if (!a.items.get(i).equals(b.items.get(i))) {
          return compare(a.items.get(i), b.items.get(i));
        }
      }
      return Integer.compare(a.items.size(), b.items.size());
    }
    throw new TemplateFault("no order between %s and %s".formatted(left.type(), right.type()));
  }

  /** By code points, where {@code String} compares chars. */
  private static int compare(String a, String b) {
    int at = java.util.Arrays.mismatch(a.toCharArray(), b.toCharArray());
    if (at < 0 || at == a.length() || at == b.length()) {
      return Integer.compare(a.length(), b.length());
    }
    char x = a.charAt(at);
    char y = b.charAt(at);
    boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
    return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
  }

  /** {@code value in container}. */
  static boolean contains(Value container, Value value) {
    return switch (container) {
      case Str string -> {
        if (value instanceof Str part) {
          yield new Search(part.text()).in(string.text(), 0) >= 0;
        }
        if (value instanceof Value.Undefined undefined) {
          throw new TemplateFault(undefined.why());
        }
        throw new TemplateFault("in: expected a str in a str, found %s".formatted(value.type()));
      }
      case Dict dict -> dict.get(value) != null;
      case Seq seq when seq.kind == Seq.Kind.KEYS -> seq.items.contains(Dict.key(value));
      default -> Sequences.items(container).contains(value);
    };
  }
}
