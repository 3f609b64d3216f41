package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GBNF as {@code grammars/README.md} of llama.cpp describes it: rules {@code name ::= …} with
 * strings, classes, {@code .}, groups, alternatives, repetitions and comments.
 */
final class GbnfParser {
  private static final int MOST_TIMES = 100_000;

  private final String source;
  private final Map<String, Expression> rules = new LinkedHashMap<>();
  private int at;

  GbnfParser(String source) {
    this.source = source;
  }

  /** All rules, {@code root} first. */
  Map<String, Expression> rules() {
    space(true);
    while (at < source.length()) {
      rule();
    }
    var root = rules.remove("root");
    if (root == null) {
      throw new GrammarException("grammar: expected a rule 'root', found none");
    }
    var all = new LinkedHashMap<String, Expression>();
    all.put("root", root);
    all.putAll(rules);
    return all;
  }

  private void rule() {
    var name = name();
    space(false);
    if (!source.startsWith("::=", at)) {
      throw fault("expected '::=' after '%s'".formatted(name));
    }
    at += 3;
    space(true);
    var meaning = alternatives(name, false);
    if (rules.put(name, meaning) != null) {
      throw fault("expected each rule once, found '%s' twice".formatted(name));
    }
    if (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
      throw fault("expected the end of rule '%s', found '%s'".formatted(name, source.charAt(at)));
    }
    space(true);
  }

  private String name() {
    int from = at;
    while (at < source.length() && isName(source.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw fault("expected the name of a rule");
    }
    return source.substring(from, at);
  }

  private static boolean isName(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  private Expression alternatives(String rule, boolean nested) {
    var all = new ArrayList<Expression>();
    all.add(sequence(rule, nested));
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      space(true);
      all.add(sequence(rule, nested));
    }
    return all.size() == 1 ? all.getFirst() : new Expression.Either(all);
  }

  private Expression sequence(String rule, boolean nested) {
    var parts = new ArrayList<Expression>();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '"') {
        parts.add(Expression.text(string()));
      } else if (c == '[') {
        parts.add(new Expression.One(characterClass()));
      } else if (c == '.') {
        at++;
        parts.add(new Expression.One(Characters.ALL));
      } else if (c == '(') {
        at++;
        space(true);
        parts.add(alternatives(rule, true));
        if (at == source.length() || source.charAt(at) != ')') {
          throw fault("expected ')'");
        }
        at++;
      } else if (isName(c)) {
        parts.add(new Expression.Rule(name()));
      } else if (c == '*' || c == '+' || c == '?' || c == '{') {
        repeat(parts);
      } else if (c == '<' || c == '!') {
        throw fault("expected characters, found a token: tokens by name or number are not known");
      } else {
        break;
      }
      space(nested);
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
  }

  private void repeat(List<Expression> parts) {
    if (parts.isEmpty()) {
      throw fault("expected something to repeat");
    }
    char c = source.charAt(at++);
    int least = c == '+' ? 1 : 0;
    int most = c == '?' ? 1 : Expression.UNBOUNDED;
    if (c == '{') {
      space(true);
      boolean from = at < source.length() && source.charAt(at) != ',';
      least = from ? number() : 0;
      space(true);
      most = least;
      if (at < source.length() && source.charAt(at) == ',') {
        at++;
        space(true);
        most = at < source.length() && source.charAt(at) != '}' ? number() : Expression.UNBOUNDED;
        space(true);
      } else if (!from) {
        throw fault("expected a number");
      }
      if (at == source.length() || source.charAt(at) != '}' || most < least) {
        throw fault("expected a repetition {m}, {m,} or {m,n}");
      }
      at++;
    }
    parts.add(new Expression.Repeat(parts.removeLast(), least, most));
  }

  private int number() {
    int from = at;
    while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > 6 || Integer.parseInt(source.substring(from, at)) > MOST_TIMES) {
      throw fault("expected a number up to " + MOST_TIMES);
    }
    return Integer.parseInt(source.substring(from, at));
  }

  private String string() {
    at++;
    var text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != '"') {
      text.appendCodePoint(character());
    }
    if (at == source.length()) {
      throw fault("expected '\"' at the end of a string");
    }
    at++;
    return text.toString();
  }

  private Characters characterClass() {
    at++;
    boolean negated = at < source.length() && source.charAt(at) == '^';
    at += negated ? 1 : 0;
    var all = Characters.NONE;
    while (at < source.length() && source.charAt(at) != ']') {
      int first = character();
      int last = first;
      if (source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']') {
        at++;
        last = character();
      }
      if (last < first) {
        throw fault("expected a range that rises");
      }
      all = all.or(Characters.of(first, last));
    }
    if (at == source.length()) {
      throw fault("expected ']' at the end of a class");
    }
    at++;
    return negated ? all.not() : all;
  }

  private int character() {
    int c = source.codePointAt(at);
    if (c != '\\') {
      at += Character.charCount(c);
      return real(c);
    }
    if (++at == source.length()) {
      throw fault("expected a character after '\\'");
    }
    char kind = source.charAt(at++);
    return switch (kind) {
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case '\\', '"', '[', ']' -> kind;
      default -> throw fault("expected an escape that is known, found \\" + kind);
    };
  }

  private int hex(int digits) {
    if (at + digits > source.length()
        || !source.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
      throw fault("expected %d hexadecimal digits".formatted(digits));
    }
    long value = Long.parseLong(source.substring(at, at + digits), 16);
    at += digits;
    if (value > 0x10ffff) {
      throw fault("expected the number of a character, found " + value);
    }
    return real((int) value);
  }

  private int real(int c) {
    if (c >= 0xd800 && c <= 0xdfff) {
      throw fault("expected characters, found half of one");
    }
    return c;
  }

  private void space(boolean lines) {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') {
        while (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
          at++;
        }
      } else if (c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r')) {
        at++;
      } else {
        break;
      }
    }
  }

  private GrammarException fault(String said) {
    int line =
        1
            + (int)
                source
                    .substring(0, Math.min(at, source.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
    return new GrammarException("grammar, line %d: %s".formatted(line, said));
  }
}
