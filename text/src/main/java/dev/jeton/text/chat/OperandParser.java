package dev.jeton.text.chat;

import dev.jeton.text.chat.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what operators stand between: names, constants, and what follows them in brackets. */
final class OperandParser {
  private final TokenCursor tokens;
  private final ExpressionParser expressions;

  /** The names that expressions use, since someone last put a set here. */
  private Set<String> used = new HashSet<>();

  /**
   * @param expressions for what stands in brackets
   */
  OperandParser(TokenCursor tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** Collects used names in {@code names} from now on; the set until now. */
  Set<String> collect(Set<String> names) {
    var before = used;
    used = names;
    return before;
  }

  /** A name, a constant, or what brackets hold. */
  Expression primary() {
    var token = tokens.now();
    return switch (token.kind()) {
      case NAME -> named(tokens.next());
      case STRING -> strings();
      case INTEGER -> new Expression.Constant(integer(tokens.next()), token.at());
      case FLOAT ->
          new Expression.Constant(
              new Value.Real(Double.parseDouble(tokens.next().text())), token.at());
      case OPERATOR ->
          switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> list();
            case "{" -> dict();
            default -> throw tokens.unexpected("an expression");
          };
      default -> throw tokens.unexpected("an expression");
    };
  }

  private Expression named(Token token) {
    return switch (token.text()) {
      case "true", "True" -> new Expression.Constant(Value.Bool.TRUE, token.at());
      case "false", "False" -> new Expression.Constant(Value.Bool.FALSE, token.at());
      case "none", "None" -> new Expression.Constant(Value.None.NONE, token.at());
      default -> {
        used.add(token.text());
        yield new Expression.Name(token.text(), token.at());
      }
    };
  }

  private Expression strings() {
    int at = tokens.now().at();
    var text = new StringBuilder();
    while (tokens.is(Kind.STRING)) {
      text.append(tokens.next().text());
    }
    return new Expression.Constant(Str.own(text.toString()), at);
  }

  private static Value integer(Token token) {
    var text = token.text();
    int radix =
        text.length() < 2
            ? 10
            : switch (Character.toLowerCase(text.charAt(1))) {
              case 'x' -> 16;
              case 'o' -> 8;
              case 'b' -> 2;
              default -> 10;
            };
    return Value.Int.of(new BigInteger(radix == 10 ? text : text.substring(2), radix));
  }

  private Expression parenthesised() {
    int at = tokens.next().at();
    var value =
        tokens.isOperator(")")
            ? new Expression.TupleOf(List.of(), at)
            : expressions.tupleOrExpression(true);
    tokens.expectOperator(")");
    return value;
  }

  private Expression list() {
    int at = tokens.next().at();
    var items = new ArrayList<Expression>();
    while (!tokens.isOperator("]")) {
      items.add(expressions.expression());
      if (!tokens.isOperator("]")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    return new Expression.ListOf(items, at);
  }

  private Expression dict() {
    int at = tokens.next().at();
    var keys = new ArrayList<Expression>();
    var values = new ArrayList<Expression>();
    while (!tokens.isOperator("}")) {
      keys.add(expressions.expression());
      tokens.expectOperator(":");
      values.add(expressions.expression());
      if (!tokens.isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    return new Expression.DictOf(keys, values, at);
  }

  /** {@code of} with all attributes, items and calls behind it. */
  Expression postfix(Expression of) {
    var value = of;
    while (true) {
      int at = tokens.now().at();
      if (tokens.skipOperator(".")) {
        value = dotted(value, at);
      } else if (tokens.skipOperator("[")) {
        value = subscript(value, at);
      } else if (tokens.isOperator("(")) {
        value = new Expression.Call(value, given(), at);
      } else {
        return value;
      }
    }
  }

  private Expression dotted(Expression of, int at) {
    if (tokens.is(Kind.INTEGER)) {
      var index = tokens.next();
      return new Expression.Item(of, new Expression.Constant(integer(index), index.at()), at);
    }
    return new Expression.Attribute(of, tokens.expect(Kind.NAME, "a name or a number").text(), at);
  }

  private Expression subscript(Expression of, int at) {
    var start = tokens.isOperator(":") ? null : expressions.expression();
    if (start != null && !tokens.isOperator(":")) {
      var key = tokens.isOperator(",") ? tupleFrom(start, at) : start;
      tokens.expectOperator("]");
      return new Expression.Item(of, key, at);
    }
    tokens.expectOperator(":");
    var stop = bound();
    var step = tokens.skipOperator(":") ? bound() : null;
    tokens.expectOperator("]");
    return new Expression.Slice(of, start, stop, step, at);
  }

  private @Nullable Expression bound() {
    return tokens.isOperator(":") || tokens.isOperator("]") ? null : expressions.expression();
  }

  private Expression tupleFrom(Expression first, int at) {
    var items = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",")) {
      items.add(expressions.expression());
    }
    return new Expression.TupleOf(items, at);
  }

  /** Arguments in parentheses. */
  Expression.Given given() {
    tokens.expectOperator("(");
    var positional = new ArrayList<Expression>();
    var named = new LinkedHashMap<String, Expression>();
    Expression list = null;
    Expression map = null;
    while (!tokens.isOperator(")")) {
      if (tokens.skipOperator("*")) {
        list = expressions.expression();
      } else if (tokens.skipOperator("**")) {
        map = expressions.expression();
      } else if (tokens.is(Kind.NAME) && tokens.after().isOperator("=")) {
        var name = tokens.next();
        tokens.next();
        if (named.put(name.text(), expressions.expression()) != null) {
          throw new TemplateFault("'%s' is given twice".formatted(name.text()), name.at());
        }
      } else if (named.isEmpty() && list == null && map == null) {
        positional.add(expressions.expression());
      } else {
        throw tokens.unexpected("a name and '='");
      }
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    return new Expression.Given(positional, named, list, map);
  }
}
