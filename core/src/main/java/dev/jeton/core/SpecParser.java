package dev.jeton.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads a {@link Spec} from left to right; every complaint names a position. */
final class SpecParser {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  SpecParser(String text) {
    this.text = text;
  }

  Spec parse() {
    var spec = spec(0);
    if (at < text.length() && text.charAt(at) == ':' && spec.arguments().isEmpty()) {
      at++;
      spec = arguments(spec.name(), 0, '\0');
    }
    if (at < text.length()) {
      throw unexpected("the end");
    }
    return spec;
  }

  private Spec spec(int depth) {
    if (depth > MAX_DEPTH) {
      throw unexpected("at most %d levels of brackets".formatted(MAX_DEPTH));
    }
    String name = word();
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      return arguments(name, depth + 1, ')');
    }
    return Spec.of(name);
  }

  /** Arguments up to {@code close}, which is consumed; or to the end of the text for '\0'. */
  private Spec arguments(String name, int depth, char close) {
    var arguments = new ArrayList<Spec>();
    var options = new LinkedHashMap<String, Spec>();
    while (true) {
      int start = at;
      var argument = spec(depth);
      if (at < text.length() && text.charAt(at) == '=' && argument.arguments().isEmpty()) {
        at++;
        if (options.put(argument.name(), spec(depth)) != null) {
          at = start;
          throw unexpected("each option once");
        }
      } else if (options.isEmpty()) {
        arguments.add(argument);
      } else {
        at = start;
        throw unexpected("named arguments only after the first of them");
      }
      char next = at < text.length() ? text.charAt(at) : '\0';
      if (next == close) {
        at += close == '\0' ? 0 : 1;
        return new Spec(name, arguments, options);
      }
      if (next != ',') {
        throw unexpected(close == '\0' ? "',' or the end" : "',' or '" + close + "'");
      }
      at++;
    }
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unexpected("a name");
    }
    return text.substring(start, at);
  }

  static boolean isWord(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.+/".indexOf(c) >= 0);
  }

  private IllegalArgumentException unexpected(String wanted) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "expected %s at position %d of '%s', found %s".formatted(wanted, at, text, found));
  }
}
