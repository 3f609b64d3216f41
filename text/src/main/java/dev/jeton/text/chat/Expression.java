package dev.jeton.text.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has a value; {@link #at} is where it stands in the source. */
sealed interface Expression {
  int at();

  /** A literal. */
  record Constant(Value value, int at) implements Expression {}

  /** A variable. */
  record Name(String name, int at) implements Expression {}

  /** {@code [a, b]}. */
  record ListOf(List<Expression> items, int at) implements Expression {}

  /** {@code (a, b)}. */
  record TupleOf(List<Expression> items, int at) implements Expression {}

  /** {@code {a: b}}. */
  record DictOf(List<Expression> keys, List<Expression> values, int at) implements Expression {}

  /** {@code of.name}. */
  record Attribute(Expression of, String name, int at) implements Expression {}

  /** {@code of[key]}. */
  record Item(Expression of, Expression key, int at) implements Expression {}

  /** {@code of[start:stop:step]}. */
  record Slice(
      Expression of,
      @Nullable Expression start,
      @Nullable Expression stop,
      @Nullable Expression step,
      int at)
      implements Expression {}

  /** {@code target(given)}. */
  record Call(Expression target, Given given, int at) implements Expression {}

  /** {@code of | name(given)}. */
  record Filtered(Expression of, String name, Given given, int at) implements Expression {}

  /** {@code of is name(given)}. */
  record Tested(Expression of, String name, Given given, int at) implements Expression {}

  /** {@code not of}. */
  record Not(Expression of, int at) implements Expression {}

  /** {@code -of} or {@code +of}. */
  record Signed(Expression of, boolean negative, int at) implements Expression {}

  /** Arithmetic. */
  record Binary(String operator, Expression left, Expression right, int at) implements Expression {}

  /** {@code a ~ b ~ c}. */
  record Concatenation(List<Expression> parts, int at) implements Expression {}

  /** {@code first < a <= b}: steps hold all the way. */
  record Comparison(Expression first, List<Step> steps, int at) implements Expression {}

  /** One step of a comparison. */
  record Step(String operator, Expression right) {}

  /** {@code left and right}. */
  record And(Expression left, Expression right, int at) implements Expression {}

  /** {@code left or right}. */
  record Or(Expression left, Expression right, int at) implements Expression {}

  /** {@code then if test else otherwise}. */
  record Conditional(Expression test, Expression then, @Nullable Expression otherwise, int at)
      implements Expression {}

  /**
   * What stands between the parentheses of a call.
   *
   * @param list behind a star
   * @param map behind two
   */
  record Given(
      List<Expression> positional,
      Map<String, Expression> named,
      @Nullable Expression list,
      @Nullable Expression map) {
    static final Given NONE = new Given(List.of(), Map.of(), null, null);
  }
}
