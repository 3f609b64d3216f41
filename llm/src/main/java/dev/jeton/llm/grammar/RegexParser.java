package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions in the syntax of ECMA-262: characters, classes, groups, alternatives,
 * repetitions; lazy ones are the same language as others. {@code ^} and {@code $} stand at the
 * beginning and end of alternatives only.
 */
final class RegexParser {
  private static final int MOST_TIMES = 100_000;
  private static final Expression ANYTHING =
      new Expression.Repeat(new Expression.One(Characters.ALL), 0, Expression.UNBOUNDED);
  private static final Characters DIGITS = Characters.of('0', '9');
  private static final Characters WORD =
      DIGITS.or(Characters.of('a', 'z')).or(Characters.of('A', 'Z')).or(Characters.of("_"));
  private static final Characters SPACE =
      Characters.of(
          "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
              + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff");
  private static final Characters LINE_ENDS = Characters.of("\n\r\u2028\u2029");
  private static final Map<Character, String> CONTROLS =
      Map.of('n', "\n", 'r', "\r", 't', "\t", 'f', "\f", 'v', "\u000b");

  private final String pattern;
  private int at;

  /** An alternative of the whole pattern, and whether it is tied to the ends of the text. */
  private record Tied(boolean begins, boolean ends, Expression between) {}

  RegexParser(String pattern) {
    this.pattern = pattern;
  }

  /** The texts that all of the pattern matches. */
  Expression whole() {
    return new Expression.Either(tied().stream().map(Tied::between).toList());
  }

  /** The texts in which the pattern is found. */
  Expression found() {
    return new Expression.Either(
        tied().stream()
            .map(
                one ->
                    Expression.sequence(
                        one.begins ? Expression.EMPTY : ANYTHING,
                        one.between,
                        one.ends ? Expression.EMPTY : ANYTHING))
            .toList());
  }

  private List<Tied> tied() {
    var all = new ArrayList<Tied>();
    do {
      boolean begins = take('^');
      var between = sequence();
      boolean ends = take('$');
      all.add(new Tied(begins, ends, between));
    } while (take('|'));
    if (at < pattern.length()) {
      throw fault("expected the end or '|'");
    }
    return all;
  }

  private Expression alternatives() {
    var all = new ArrayList<Expression>();
    do {
      all.add(sequence());
    } while (take('|'));
    return all.size() == 1 ? all.getFirst() : new Expression.Either(all);
  }

  private Expression sequence() {
    var parts = new ArrayList<Expression>();
    while (at < pattern.length() && "|)$".indexOf(pattern.charAt(at)) < 0) {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
  }

  private Expression repeated(Expression part) {
    int least;
    int most = Expression.UNBOUNDED;
    if (take('*')) {
      least = 0;
    } else if (take('+')) {
      least = 1;
    } else if (take('?')) {
      least = 0;
      most = 1;
    } else if (at < pattern.length() && pattern.charAt(at) == '{') {
      at++;
      least = number();
      if (take(',')) {
        most = at < pattern.length() && pattern.charAt(at) != '}' ? number() : most;
      } else {
        most = least;
      }
      expect('}');
      if (most < least) {
        throw fault("expected a repetition {m,n} with m up to n");
      }
    } else {
      return part;
    }
    take('?'); // the same texts
    if (at < pattern.length() && "*+{".indexOf(pattern.charAt(at)) >= 0) {
      throw fault("expected no repetition of a repetition");
    }
    return new Expression.Repeat(part, least, most);
  }

  private int number() {
    int from = at;
    while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0) {
      at++;
    }
    if (at == from || at - from > 6) {
      throw fault("expected a number up to " + MOST_TIMES);
    }
    int value = Integer.parseInt(pattern.substring(from, at));
    if (value > MOST_TIMES) {
      throw fault("expected a number up to " + MOST_TIMES);
    }
    return value;
  }

  private Expression atom() {
    int c = pattern.codePointAt(at);
    switch (c) {
      case '(' -> {
        return group();
      }
      case '[' -> {
        at++;
        return new Expression.One(characterClass());
      }
      case '.' -> {
        at++;
        return new Expression.One(LINE_ENDS.not());
      }
      case '^', '*', '+', '?', '{', '}', ']' -> throw fault("expected a character or a group");
      case '\\' -> {
        return new Expression.One(escape(false));
      }
      default -> {
        at += Character.charCount(c);
        return new Expression.One(literal(c));
      }
    }
  }

  private Characters literal(int c) {
    if (c >= 0xd800 && c <= 0xdfff) {
      throw fault("expected characters, found half of one");
    }
    return Characters.of(c, c);
  }

  private Expression group() {
    at++;
    if (take('?')) {
      if (take('<') && at < pattern.length() && "=!".indexOf(pattern.charAt(at)) < 0) {
        at = pattern.indexOf('>', at) + 1;
        if (at == 0) {
          throw fault("expected '>'");
        }
      } else if (!take(':')) {
        throw fault("expected (…), (?:…) or (?<name>…), found another kind of group");
      }
    }
    var inner = alternatives();
    expect(')');
    return inner;
  }

  private Characters characterClass() {
    boolean negated = take('^');
    var all = Characters.NONE;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      var first = classPart();
      if (pattern.startsWith("-", at)
          && at + 1 < pattern.length()
          && pattern.charAt(at + 1) != ']') {
        at++;
        var last = classPart();
        int from = single(first);
        int to = single(last);
        if (from > to) {
          throw fault("expected a range that rises");
        }
        all = all.or(Characters.of(from, to));
      } else {
        all = all.or(first);
      }
    }
    expect(']');
    return negated ? all.not() : all;
  }

  private int single(Characters set) {
    int[] bounds = set.bounds();
    if (bounds.length != 2 || bounds[0] != bounds[1]) {
      throw fault("expected a range from a character to a character");
    }
    return bounds[0];
  }

  private Characters classPart() {
    int c = pattern.codePointAt(at);
    if (c == '\\') {
      return escape(true);
    }
    at += Character.charCount(c);
    return literal(c);
  }

  private Characters escape(boolean inClass) {
    at++;
    if (at == pattern.length()) {
      throw fault("expected a character after '\\'");
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.not();
      case 'w' -> WORD;
      case 'W' -> WORD.not();
      case 's' -> SPACE;
      case 'S' -> SPACE.not();
      case 'n', 'r', 't', 'f', 'v' -> Characters.of(CONTROLS.getOrDefault(c, ""));
      case '0' -> Characters.of(0, 0);
      case 'x' -> hex(2);
      case 'u' -> unicode();
      case 'p', 'P' -> property(c);
      case 'b' -> {
        if (inClass) {
          yield Characters.of(8, 8);
        }
        throw fault("expected no assertion, found \\b");
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw fault("expected an escape that is known, found \\" + c);
        }
        yield literal(c);
      }
    };
  }

  private Characters hex(int digits) {
    if (at + digits > pattern.length()) {
      throw fault("expected %d hexadecimal digits".formatted(digits));
    }
    int value = hexValue(pattern.substring(at, at + digits));
    at += digits;
    return literal(value);
  }

  private int hexValue(String digits) {
    if (!digits.matches("[0-9a-fA-F]{1,6}") || Integer.parseInt(digits, 16) > 0x10ffff) {
      throw fault("expected the number of a character, found '%s'".formatted(digits));
    }
    return Integer.parseInt(digits, 16);
  }

  private Characters unicode() {
    if (take('{')) {
      int end = pattern.indexOf('}', at);
      if (end < 0) {
        throw fault("expected '}'");
      }
      int value = hexValue(pattern.substring(at, end));
      at = end + 1;
      return literal(value);
    }
    if (at + 10 <= pattern.length() && pattern.startsWith("\\u", at + 4)) {
      int high = hexValue(pattern.substring(at, at + 4));
      int low = hexValue(pattern.substring(at + 6, at + 10));
      if (Character.isSurrogatePair((char) high, (char) low)) {
        at += 10;
        return literal(Character.toCodePoint((char) high, (char) low));
      }
    }
    return hex(4);
  }

  private Characters property(char kind) {
    int end = pattern.indexOf('}', at);
    if (!pattern.startsWith("{", at) || end < 0) {
      throw fault("expected \\p{…}");
    }
    var name = pattern.substring(at + 1, end).replaceFirst("^(Script|sc)=", "Is");
    name = name.replaceFirst("^(General_Category|gc)=", "");
    try {
      var one = Pattern.compile("\\p{" + name + "}").asMatchPredicate();
      var set = Characters.where(c -> one.test(Character.toString(c)));
      at = end + 1;
      return kind == 'P' ? set.not() : set;
    } catch (PatternSyntaxException e) {
      throw fault("expected a property of characters that is known, found '%s'".formatted(name));
    }
  }

  private boolean take(char c) {
    if (at < pattern.length() && pattern.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw fault("expected '%s'".formatted(c));
    }
  }

  private GrammarException fault(String said) {
    return new GrammarException(
        "regular expression '%s', character %d: %s".formatted(pattern, at + 1, said));
  }
}
