package dev.jeton.text.chat;

import dev.jeton.text.chat.Statement.Parameter;
import dev.jeton.text.chat.Statement.Routine;
import dev.jeton.text.chat.Statement.Target;
import dev.jeton.text.chat.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads statements, and what is around them. */
final class Parser {
  private static final Set<String> NOT_SUPPORTED =
      Set.of("extends", "include", "import", "from", "block", "autoescape");

  private final TokenCursor tokens;
  private final ExpressionParser expressions;
  private int loops;

  private Parser(List<Token> tokens) {
    this.tokens = new TokenCursor(tokens);
    expressions = new ExpressionParser(this.tokens);
  }

  /**
   * The template that {@code tokens} are.
   *
   * @throws TemplateFault if they are none
   */
  static List<Statement> parse(List<Token> tokens) {
    var parser = new Parser(tokens);
    var statements = parser.until(Set.of());
    if (!parser.tokens.is(Kind.END)) {
      throw parser.tokens.unexpected("a tag");
    }
    parser.expressions.require(0);
    return statements;
  }

  /** Statements up to one of the tags {@code ends}, whose name is next then. */
  private List<Statement> until(Set<String> ends) {
    tokens.enter();
    var statements = new ArrayList<Statement>();
    while (!tokens.is(Kind.END)) {
      var token = tokens.next();
      switch (token.kind()) {
        case DATA -> statements.add(new Statement.Data(Str.own(token.text())));
        case PRINT_BEGIN -> {
          statements.add(new Statement.Print(expressions.tupleOrExpression(true)));
          tokens.expect(Kind.PRINT_END, "'}}'");
        }
        default -> {
          if (tokens.is(Kind.NAME) && ends.contains(tokens.now().text())) {
            tokens.leave();
            return statements;
          }
          statements.add(statement());
          tokens.expect(Kind.BLOCK_END, "'%}'");
        }
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.unexpected(
          "'{% " + String.join(" %}' or '{% ", new java.util.TreeSet<>(ends)) + " %}'");
    }
    tokens.leave();
    return statements;
  }

  /** A body up to {@code {% end %}}, of which the last bracket is next then. */
  private List<Statement> body(String end) {
    int mark = expressions.mark();
    var body = branch(end);
    expressions.require(mark);
    return body;
  }

  private List<Statement> branch(String end) {
    opened();
    var body = until(Set.of(end));
    tokens.next();
    return body;
  }

  private void opened() {
    tokens.skipOperator(":");
    tokens.expect(Kind.BLOCK_END, "'%}'");
  }

  private Statement statement() {
    var tag = tokens.expect(Kind.NAME, "a tag's name");
    return switch (tag.text()) {
      case "if" -> conditional();
      case "for" -> loop(tag.at());
      case "set" -> assignment(tag.at());
      case "macro" -> macro();
      case "call" -> callBlock();
      case "filter" -> {
        var filters = filters(expressions.filter(new Expression.Name(Statement.BODY, tag.at())));
        yield new Statement.Filter(body("endfilter"), filters);
      }
      case "with" -> with();
      case "generation" -> new Statement.Generation(apart("endgeneration"));
      case "print" -> print();
      case "break" -> {
        inLoop(tag);
        yield new Statement.Break();
      }
      case "continue" -> {
        inLoop(tag);
        yield new Statement.Continue();
      }
      default ->
          throw new TemplateFault(
              NOT_SUPPORTED.contains(tag.text())
                  ? "the tag '%s' is not supported".formatted(tag.text())
                  : "no tag named '%s'".formatted(tag.text()),
              tag.at());
    };
  }

  private void inLoop(Token tag) {
    if (loops == 0) {
      throw new TemplateFault("'%s' outside a loop".formatted(tag.text()), tag.at());
    }
  }

  private Statement conditional() {
    var branches = new ArrayList<Statement.Branch>();
    int mark = expressions.mark();
    while (true) {
      var test = expressions.tupleOrExpression(false);
      opened();
      branches.add(new Statement.Branch(test, until(Set.of("elif", "else", "endif"))));
      var tag = tokens.next();
      if (tag.isName("elif")) {
        continue;
      }
      var otherwise = tag.isName("else") ? branch("endif") : List.<Statement>of();
      expressions.spare(mark);
      return new Statement.If(branches, otherwise);
    }
  }

  private Statement loop(int at) {
    var target = targets();
    tokens.expectName("in");
    var items = expressions.tupleOrExpression(false);
    var test = tokens.skipName("if") ? expressions.expression() : null;
    if (tokens.isName("recursive")) {
      throw new TemplateFault("recursive loops are not supported", tokens.now().at());
    }
    opened();
    int mark = expressions.mark();
    loops++;
    var body = until(Set.of("endfor", "else"));
    loops--;
    expressions.require(mark);
    var otherwise = tokens.next().isName("else") ? body("endfor") : List.<Statement>of();
    return new Statement.For(target, items, test, body, otherwise, at);
  }

  private Target targets() {
    var targets = new ArrayList<Target>();
    boolean several = false;
    while (true) {
      targets.add(target());
      if (!tokens.skipOperator(",")) {
        break;
      }
      several = true;
      if (tokens.isName("in") || tokens.isOperator("=") || tokens.isOperator(")")) {
        break;
      }
    }
    return several ? new Target.Several(targets) : targets.getFirst();
  }

  private Target target() {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      var inner = targets();
      tokens.expectOperator(")");
      tokens.leave();
      return inner;
    }
    var name = assignable();
    if (tokens.skipOperator(".")) {
      return new Target.Member(name, tokens.expect(Kind.NAME, "an attribute's name").text());
    }
    return new Target.Variable(name);
  }

  private String assignable() {
    if (Set.of("true", "false", "none", "True", "False", "None").contains(tokens.now().text())) {
      throw tokens.unexpected("a name");
    }
    return tokens.expect(Kind.NAME, "a name").text();
  }

  private Statement assignment(int at) {
    var target = targets();
    if (tokens.skipOperator("=")) {
      return new Statement.Assign(target, expressions.tupleOrExpression(true), at);
    }
    var value = filters(new Expression.Name(Statement.BODY, at));
    return new Statement.Capture(target, body("endset"), value, at);
  }

  private Expression filters(Expression of) {
    var value = of;
    while (tokens.skipOperator("|")) {
      value = expressions.filter(value);
    }
    return value;
  }

  private Statement macro() {
    var name = assignable();
    return new Statement.Define(name, routine(name, "endmacro", parameters()));
  }

  private List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    boolean optional = false;
    tokens.expectOperator("(");
    while (!tokens.isOperator(")")) {
      if (!parameters.isEmpty()) {
        tokens.expectOperator(",");
      }
      var place = tokens.now();
      var name = assignable();
      var otherwise = tokens.skipOperator("=") ? expressions.expression() : null;
      if (optional && otherwise == null) {
        throw new TemplateFault("expected a default for '%s'".formatted(name), place.at());
      }
      optional |= otherwise != null;
      parameters.add(new Parameter(name, otherwise));
    }
    tokens.next();
    return parameters;
  }

  private Routine routine(String name, String end, List<Parameter> parameters) {
    var names = new HashSet<String>();
    var outside = expressions.collect(names);
    var body = apart(end);
    expressions.collect(outside);
    outside.addAll(names);
    return new Routine(name, parameters, body, names);
  }

  /** A body in which loops around it count for nothing. */
  private List<Statement> apart(String end) {
    int outside = loops;
    loops = 0;
    var body = body(end);
    loops = outside;
    return body;
  }

  private Statement callBlock() {
    var parameters = tokens.isOperator("(") ? parameters() : List.<Parameter>of();
    var place = tokens.now();
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw new TemplateFault("expected a call", place.at());
    }
    return new Statement.CallBlock(routine("caller", "endcall", parameters), call);
  }

  private Statement with() {
    var assigns = new ArrayList<Statement.Assign>();
    while (!tokens.is(Kind.BLOCK_END)) {
      if (!assigns.isEmpty()) {
        tokens.expectOperator(",");
      }
      int at = tokens.now().at();
      var target = new Target.Variable(assignable());
      tokens.expectOperator("=");
      assigns.add(new Statement.Assign(target, expressions.expression(), at));
    }
    return new Statement.With(assigns, body("endwith"));
  }

  private Statement print() {
    int at = tokens.now().at();
    var parts = new ArrayList<>(List.of(expressions.expression()));
    while (tokens.skipOperator(",")) {
      parts.add(expressions.expression());
    }
    return new Statement.Print(new Expression.Concatenation(parts, at));
  }
}
