package dev.jeton.text.chat;

import java.math.BigInteger;
import java.util.Map;

/** What stands behind {@code is}. */
final class Tests {

  /** A test. */
  private interface Test {
    boolean holds(Value value, Arguments.Bound given);
  }

  private record Entry(int parameters, Test test) {}

  private static final Map<String, Entry> ALL =
      Map.ofEntries(
          test("defined", v -> !(v instanceof Value.Undefined)),
          test("undefined", v -> v instanceof Value.Undefined),
          test("none", v -> v == Value.None.NONE),
          test("boolean", v -> v instanceof Value.Bool),
          test("true", v -> v instanceof Value.Bool truth && truth.truth()),
          test("false", v -> v instanceof Value.Bool truth && !truth.truth()),
          test("integer", v -> v instanceof Value.Int),
          test("float", v -> v instanceof Value.Real),
          test("number", Numbers::isNumber),
          test("string", v -> v instanceof Str),
          test("mapping", v -> v instanceof Dict),
          test("sequence", Tests::isSequence),
          test("iterable", Sequences::isIterable),
          test("callable", v -> v instanceof Value.Callable || v instanceof Value.Undefined),
          test("escaped", v -> false),
          test("test", v -> has(PythonText.str(v).text())),
          test("odd", v -> remainder(v, Value.Int.of(2)).equals(Value.Int.of(1))),
          test("even", v -> remainder(v, Value.Int.of(2)).equals(Value.Int.of(0))),
          test("lower", v -> Letters.isLower(PythonText.str(v).text())),
          test("upper", v -> Letters.isUpper(PythonText.str(v).text())),
          two("divisibleby", (v, a) -> remainder(v, a.value(0)).equals(Value.Int.of(0))),
          two("sameas", (v, a) -> isSame(v, a.value(0))),
          two("in", (v, a) -> Operators.contains(a.value(0), v)),
          compares("==", "=="),
          compares("eq", "=="),
          compares("equalto", "=="),
          compares("!=", "!="),
          compares("ne", "!="),
          compares(">", ">"),
          compares("gt", ">"),
          compares("greaterthan", ">"),
          compares(">=", ">="),
          compares("ge", ">="),
          compares("<", "<"),
          compares("lt", "<"),
          compares("lessthan", "<"),
          compares("<=", "<="),
          compares("le", "<="));

  private Tests() {}

  private static Map.Entry<String, Entry> test(
      String name, java.util.function.Predicate<Value> holds) {
    return Map.entry(name, new Entry(0, (value, given) -> holds.test(value)));
  }

  private static Map.Entry<String, Entry> two(String name, Test test) {
    return Map.entry(name, new Entry(1, test));
  }

  private static Map.Entry<String, Entry> compares(String name, String operator) {
    return two(name, (v, a) -> Operators.compares(operator, v, a.value(0)));
  }

  static boolean has(String name) {
    return ALL.containsKey(name) || name.equals("filter");
  }

  static TemplateFault unknown(String name) {
    return new TemplateFault("no test named '%s'".formatted(name));
  }

  static boolean holds(String name, Value value, Arguments given) {
    var entry = ALL.get(name);
    if (entry == null) {
      throw unknown(name);
    }
    var bound = entry.parameters == 0 ? given.to(name, 0) : given.to(name, 1, "other");
    return entry.test.holds(value, bound);
  }

  private static Value remainder(Value value, Value by) {
    return Operators.binary("%", value instanceof Str ? Value.None.NONE : value, by);
  }

  private static boolean isSequence(Value value) {
    return value instanceof Str
        || value instanceof Dict
        || value instanceof Value.Undefined
        || value instanceof Seq seq && seq.kind.isIndexed();
  }

  /** Python's {@code is}, as far as values here have an identity. */
  private static boolean isSame(Value value, Value other) {
    boolean small =
        value instanceof Value.Int a
            && other instanceof Value.Int
            && a.equals(other)
            && a.value().abs().compareTo(BigInteger.valueOf(256)) <= 0;
    return value == other
        || small
        || value instanceof Value.Bool && other instanceof Value.Bool && value.equals(other);
  }
}
