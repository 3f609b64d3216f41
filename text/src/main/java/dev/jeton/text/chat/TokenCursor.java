package dev.jeton.text.chat;

import dev.jeton.text.chat.Token.Kind;
import java.util.List;

/** A place in a list of tokens, which ends in {@link Kind#END}. */
final class TokenCursor {
  private static final int DEEPEST = 200;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token now() {
    return tokens.get(at);
  }

  Token after() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** Goes on; the token that was left. */
  Token next() {
    var token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean is(Kind kind) {
    return now().kind() == kind;
  }

  boolean isOperator(String operator) {
    return now().isOperator(operator);
  }

  boolean isName(String name) {
    return now().isName(name);
  }

  /** Goes behind {@code operator} if it is there. */
  boolean skipOperator(String operator) {
    boolean there = isOperator(operator);
    if (there) {
      next();
    }
    return there;
  }

  /** Goes behind {@code name} if it is there. */
  boolean skipName(String name) {
    boolean there = isName(name);
    if (there) {
      next();
    }
    return there;
  }

  Token expect(Kind kind, String what) {
    if (!is(kind)) {
      throw unexpected(what);
    }
    return next();
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  TemplateFault unexpected(String expected) {
    return new TemplateFault(
        "expected %s, found %s".formatted(expected, now().shown()), now().at());
  }

  /** One level deeper; every call needs a {@link #leave}. */
  void enter() {
    if (++depth > DEEPEST) {
      throw new TemplateFault("nested more than %d deep".formatted(DEEPEST), now().at());
    }
  }

  void leave() {
    depth--;
  }
}
