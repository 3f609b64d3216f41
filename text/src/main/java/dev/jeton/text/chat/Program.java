package dev.jeton.text.chat;

import dev.jeton.text.TokenizerException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One template, ready to run. */
final class Program {
  private static final int LONGEST = 1 << 20;

  private final String source;
  private final List<Statement> statements;

  /** All that the source says itself: its text and its strings, with 0 between them. */
  private final String literals;

  private Program(String source, List<Statement> statements, String literals) {
    this.source = source;
    this.statements = statements;
    this.literals = literals;
  }

  /**
   * Reads a template.
   *
   * @throws TokenizerException if it is none, with line and column
   */
  static Program of(String text) {
    if (text.length() > LONGEST) {
      throw new TokenizerException(
          "expected a chat template of at most %d characters, found %d"
              .formatted(LONGEST, text.length()));
    }
    var source = Lexer.normalized(text);
    try {
      var tokens = Lexer.tokens(source);
      var literals =
          tokens.stream()
              .filter(t -> t.kind() == Token.Kind.DATA || t.kind() == Token.Kind.STRING)
              .map(Token::text)
              .collect(Collectors.joining("\0"));
      return new Program(source, Parser.parse(tokens), literals);
    } catch (TemplateFault fault) {
      throw failure(source, fault);
    }
  }

  String source() {
    return source;
  }

  String literals() {
    return literals;
  }

  /**
   * What it says with these variables.
   *
   * @param characters how long its input is
   * @throws TokenizerException where it fails, with line and column
   */
  Str run(Map<String, Value> variables, ZonedDateTime now, long characters) {
    var all = new java.util.HashMap<>(Globals.all(now));
    all.putAll(variables);
    try {
      return new Interpreter(new Budget(characters)).run(statements, all);
    } catch (TemplateFault fault) {
      throw failure(source, fault);
    }
  }

  private static TokenizerException failure(String source, TemplateFault fault) {
    int at = Math.min(fault.at(), source.length());
    int line = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - source.lastIndexOf('\n', at - 1);
    return new TokenizerException(
        "chat template, line %d, column %d: %s".formatted(line, column, fault.said()), fault);
  }
}
