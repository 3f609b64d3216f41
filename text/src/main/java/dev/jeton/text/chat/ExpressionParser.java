package dev.jeton.text.chat;

import dev.jeton.text.chat.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads operators, filters and tests; each method is a level of precedence, the loosest first. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final TokenCursor tokens;
  private final OperandParser operands;

  /** Filters and tests that there are not; an error unless a condition may spare them. */
  private final List<TemplateFault> unknown = new ArrayList<>();

  ExpressionParser(TokenCursor tokens) {
    this.tokens = tokens;
    operands = new OperandParser(tokens, this);
  }

  /** Collects used names in {@code names} from now on; the set until now. */
  Set<String> collect(Set<String> names) {
    return operands.collect(names);
  }

  /** A place among the filters and tests found so far. */
  int mark() {
    return unknown.size();
  }

  /** Lets unknown filters and tests since {@code mark} fail where they run, if they do. */
  void spare(int mark) {
    unknown.subList(mark, unknown.size()).clear();
  }

  /**
   * Complains of unknown filters and tests since {@code mark}.
   *
   * @throws TemplateFault if there are any
   */
  void require(int mark) {
    if (unknown.size() > mark) {
      throw unknown.get(mark);
    }
  }

  /** An expression, or a tuple without parentheses. */
  Expression tupleOrExpression(boolean conditional) {
    int at = tokens.now().at();
    var items = new ArrayList<Expression>();
    boolean tuple = false;
    while (!endsTuple()) {
      items.add(conditional ? expression() : or());
      if (!tokens.skipOperator(",")) {
        break;
      }
      tuple = true;
    }
    if (items.isEmpty()) {
      throw tokens.unexpected("an expression");
    }
    return tuple ? new Expression.TupleOf(items, at) : items.getFirst();
  }

  private boolean endsTuple() {
    return tokens.is(Kind.PRINT_END) || tokens.is(Kind.BLOCK_END) || tokens.isOperator(")");
  }

  Expression expression() {
    tokens.enter();
    int at = tokens.now().at();
    int mark = mark();
    var value = or();
    while (tokens.skipName("if")) {
      var test = or();
      var otherwise = tokens.skipName("else") ? expression() : null;
      spare(mark);
      value = new Expression.Conditional(test, value, otherwise, at);
    }
    tokens.leave();
    return value;
  }

  Expression or() {
    var left = and();
    while (tokens.isName("or")) {
      int at = tokens.next().at();
      left = new Expression.Or(left, and(), at);
    }
    return left;
  }

  private Expression and() {
    var left = not();
    while (tokens.isName("and")) {
      int at = tokens.next().at();
      left = new Expression.And(left, not(), at);
    }
    return left;
  }

  private Expression not() {
    if (!tokens.isName("not")) {
      return comparison();
    }
    tokens.enter();
    int at = tokens.next().at();
    var value = new Expression.Not(not(), at);
    tokens.leave();
    return value;
  }

  private Expression comparison() {
    int at = tokens.now().at();
    var first = sum();
    var steps = new ArrayList<Expression.Step>();
    while (true) {
      if (tokens.is(Kind.OPERATOR) && COMPARISONS.contains(tokens.now().text())) {
        var operator = tokens.next().text();
        steps.add(new Expression.Step(operator, sum()));
      } else if (tokens.skipName("in")) {
        steps.add(new Expression.Step("in", sum()));
      } else if (tokens.isName("not") && tokens.after().isName("in")) {
        tokens.next();
        tokens.next();
        steps.add(new Expression.Step("not in", sum()));
      } else {
        return steps.isEmpty() ? first : new Expression.Comparison(first, steps, at);
      }
    }
  }

  private Expression sum() {
    var left = concatenation();
    while (tokens.isOperator("+") || tokens.isOperator("-")) {
      var operator = tokens.next();
      left = new Expression.Binary(operator.text(), left, concatenation(), operator.at());
    }
    return left;
  }

  private Expression concatenation() {
    int at = tokens.now().at();
    var parts = new ArrayList<>(List.of(product()));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Concatenation(parts, at);
  }

  private Expression product() {
    var left = power();
    while (tokens.isOperator("*")
        || tokens.isOperator("/")
        || tokens.isOperator("//")
        || tokens.isOperator("%")) {
      var operator = tokens.next();
      left = new Expression.Binary(operator.text(), left, power(), operator.at());
    }
    return left;
  }

  private Expression power() {
    var left = unary(true);
    while (tokens.isOperator("**")) {
      int at = tokens.next().at();
      left = new Expression.Binary("**", left, unary(true), at);
    }
    return left;
  }

  /**
   * A sign and what follows it.
   *
   * @param filters whether filters and tests belong to it: those behind {@code -a} are the sign's
   */
  private Expression unary(boolean filters) {
    tokens.enter();
    Expression value;
    if (tokens.isOperator("-") || tokens.isOperator("+")) {
      var sign = tokens.next();
      value = new Expression.Signed(unary(false), sign.text().equals("-"), sign.at());
    } else {
      value = operands.primary();
    }
    value = operands.postfix(value);
    tokens.leave();
    return filters ? filtersAndTests(value) : value;
  }

  private Expression filtersAndTests(Expression of) {
    var value = of;
    while (true) {
      int at = tokens.now().at();
      if (tokens.skipOperator("|")) {
        value = filter(value);
      } else if (tokens.skipName("is")) {
        value = test(value, at);
      } else if (tokens.isOperator("(")) {
        value = new Expression.Call(value, operands.given(), at);
      } else {
        return value;
      }
    }
  }

  /** The filter whose name is next. */
  Expression filter(Expression of) {
    int at = tokens.now().at();
    var name = dottedName("a filter's name");
    var given = tokens.isOperator("(") ? operands.given() : Expression.Given.NONE;
    if (!Filters.has(name)) {
      unknown.add(Filters.unknown(name).in(at));
    }
    return new Expression.Filtered(of, name, given, at);
  }

  private String dottedName(String what) {
    var name = new StringBuilder(tokens.expect(Kind.NAME, what).text());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expect(Kind.NAME, what).text());
    }
    return name.toString();
  }

  private Expression test(Expression of, int at) {
    boolean negated = tokens.skipName("not");
    int place = tokens.now().at();
    var name = dottedName("a test's name");
    var given = Expression.Given.NONE;
    if (tokens.isOperator("(")) {
      given = operands.given();
    } else if (beginsArgument()) {
      var argument = operands.postfix(operands.primary());
      given = new Expression.Given(List.of(argument), Map.of(), null, null);
    }
    if (!Tests.has(name)) {
      unknown.add(Tests.unknown(name).in(place));
    }
    var test = new Expression.Tested(of, name, given, place);
    return negated ? new Expression.Not(test, at) : test;
  }

  private boolean beginsArgument() {
    return switch (tokens.now().kind()) {
      case NAME ->
          !tokens.isName("else") && !tokens.isName("or") && !tokens.isName("and") && !chains();
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> tokens.isOperator("[") || tokens.isOperator("{");
      default -> false;
    };
  }

  private boolean chains() {
    if (tokens.isName("is")) {
      throw new TemplateFault("tests cannot be chained with 'is'", tokens.now().at());
    }
    return false;
  }
}
