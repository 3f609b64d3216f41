package dev.jeton.text.chat;

import dev.jeton.text.chat.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a template's source into tokens. The first line break after a block is dropped, and so is
 * white space before a block that begins its line ({@code trim_blocks} and {@code lstrip_blocks});
 * signs in the tags override that.
 */
final class Lexer {
  private static final String[] OPERATORS = {
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}",
    ">", "<", "=", ".", ":", "|", ",", ";"
  };

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Character> open = new ArrayDeque<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  /** The source as places in errors count it: lines end in {@code \n}, the last one in nothing. */
  static String normalized(String source) {
    var lines = source.replace("\r\n", "\n").replace('\r', '\n');
    return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
  }

  /**
   * The tokens of a normalized source.
   *
   * @throws TemplateFault if it is not one
   */
  static List<Token> tokens(String normalized) {
    var lexer = new Lexer(normalized);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int tag = nextTag();
      if (tag < 0) {
        add(Kind.DATA, source.substring(at), at);
        at = source.length();
        break;
      }
      char kind = source.charAt(tag + 1);
      int sign = sign(tag + 2);
      data(tag, sign, kind != '{');
      at = tag + (sign == 0 ? 2 : 3);
      switch (kind) {
        case '{' -> inside(Kind.PRINT_BEGIN, Kind.PRINT_END, tag);
        case '#' -> comment(tag);
        default -> {
          if (!raw(tag)) {
            inside(Kind.BLOCK_BEGIN, Kind.BLOCK_END, tag);
          }
        }
      }
    }
    add(Kind.END, "", source.length());
  }

  private int nextTag() {
    for (int i = source.indexOf('{', at);
        i >= 0 && i + 1 < source.length();
        i = source.indexOf('{', i + 1)) {
      char next = source.charAt(i + 1);
      if (next == '{' || next == '%' || next == '#') {
        return i;
      }
    }
    return -1;
  }

  /** The sign at {@code i}, or 0. */
  private int sign(int i) {
    char c = i < source.length() ? source.charAt(i) : 0;
    return c == '-' || c == '+' ? c : 0;
  }

  /** The text up to {@code tag}, without the white space that the tag takes. */
  private void data(int tag, int sign, boolean strips) {
    int end = tag;
    if (sign == '-') {
      while (end > at && PythonText.isSpace(source.charAt(end - 1))) {
        end--;
      }
    } else if (sign == 0 && strips) {
      int line = Math.max(source.lastIndexOf('\n', tag - 1) + 1, at);
      boolean begins = line > at || at == 0 || source.charAt(at - 1) == '\n';
      if (begins && spaces(line) >= tag) {
        end = line;
      }
    }
    if (end > at) {
      add(Kind.DATA, source.substring(at, end), at);
    }
  }

  /** Where white space that begins at {@code i} ends. */
  private int spaces(int i) {
    int end = i;
    while (end < source.length() && PythonText.isSpace(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private void comment(int tag) {
    int end = source.indexOf("#}", at);
    if (end < 0) {
      throw new TemplateFault("expected the end of a comment, '#}'", tag);
    }
    char sign = end > at ? source.charAt(end - 1) : 0;
    closed(end + 2, sign);
  }

  /** Goes behind a tag's end at {@code end} and what its sign takes along. */
  private void closed(int end, int sign) {
    at = end;
    if (sign == '-') {
      at = spaces(end);
    } else if (sign != '+' && source.startsWith("\n", end)) {
      at++;
    }
  }

  /** Whether the tag whose inside begins here was {@code raw}, which is read to its end then. */
  private boolean raw(int tag) {
    int i = spaces(at);
    if (!source.startsWith("raw", i)) {
      return false;
    }
    i = spaces(i + 3);
    if (source.startsWith("-%}", i)) {
      at = spaces(i + 3);
    } else if (source.startsWith("%}", i)) {
      at = i + 2;
    } else {
      return false;
    }
    for (int end = source.indexOf("{%", at); end >= 0; end = source.indexOf("{%", end + 1)) {
      int sign = sign(end + 2);
      int word = spaces(end + (sign == 0 ? 2 : 3));
      int close = source.startsWith("endraw", word) ? spaces(word + 6) : source.length();
      int closing = sign(close);
      int tail = close + (closing == 0 ? 0 : 1);
      if (source.startsWith("%}", tail)) {
        data(end, sign, true);
        closed(tail + 2, closing);
        return true;
      }
    }
    throw new TemplateFault("expected '{% endraw %}'", tag);
  }

  private void inside(Kind begin, Kind end, int tag) {
    add(begin, "", tag);
    var close = end == Kind.PRINT_END ? "}}" : "%}";
    while (true) {
      at = spaces(at);
      if (at >= source.length()) {
        throw new TemplateFault("expected '%s', found the end".formatted(close), tag);
      }
      if (open.isEmpty() && closes(close, end)) {
        return;
      }
      token();
    }
  }

  private boolean closes(String close, Kind end) {
    int sign = sign(at);
    if (end == Kind.PRINT_END && sign == '+') {
      return false;
    }
    int tail = at + (sign == 0 ? 0 : 1);
    if (!source.startsWith(close, tail)) {
      return false;
    }
    add(end, "", at);
    closed(tail + 2, end == Kind.PRINT_END && sign == 0 ? '+' : sign);
    return true;
  }

  private void token() {
    char c = source.charAt(at);
    if (c >= '0' && c <= '9') {
      number();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (isWord(source.codePointAt(at))) {
      name();
    } else {
      operator();
    }
  }

  private void number() {
    int end = NumberToken.end(source, at, at > 0 && source.charAt(at - 1) == '.');
    var digits = source.substring(at, end);
    add(NumberToken.isFloat(digits) ? Kind.FLOAT : Kind.INTEGER, digits.replace("_", ""), at);
    at = end;
  }

  private void name() {
    int end = at;
    while (end < source.length() && isWord(source.codePointAt(end))) {
      end += Character.charCount(source.codePointAt(end));
    }
    add(Kind.NAME, source.substring(at, end), at);
    at = end;
  }

  private static boolean isWord(int c) {
    return c == '_' || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw new TemplateFault("expected the end of a string", at);
    }
    add(Kind.STRING, Escapes.resolved(source.substring(at + 1, end), at), at);
    at = end + 1;
  }

  private void operator() {
    for (var operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        balance(operator.charAt(0));
        add(Kind.OPERATOR, operator, at);
        at += operator.length();
        return;
      }
    }
    throw new TemplateFault(
        "unexpected character '%s'".formatted(Character.toString(source.codePointAt(at))), at);
  }

  private void balance(char c) {
    switch (c) {
      case '{' -> open.push('}');
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '}', ')', ']' -> {
        if (open.isEmpty()) {
          throw new TemplateFault("unexpected '%c'".formatted(c), at);
        }
        char expected = open.pop();
        if (expected != c) {
          throw new TemplateFault("expected '%c', found '%c'".formatted(expected, c), at);
        }
      }
      default -> {}
    }
  }

  private void add(Kind kind, String text, int place) {
    tokens.add(new Token(kind, text, place));
  }
}
