package dev.jeton.text.chat;

/** Escape sequences in string literals, which are Python's. */
final class Escapes {
  private Escapes() {}

  /**
   * The string that {@code written} stands for.
   *
   * @param at where the literal stands, for errors
   */
  static String resolved(String written, int at) {
    if (written.indexOf('\\') < 0) {
      return written;
    }
    var out = new StringBuilder();
    for (int i = 0; i < written.length(); ) {
      char c = written.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = written.charAt(i++);
      int digits =
          switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      if (digits > 0) {
        out.appendCodePoint(hexadecimal(written, i, digits, at));
        i += digits;
      } else if (kind >= '0' && kind <= '7') {
        int end = i;
        while (end < written.length() && end < i + 2 && isOctal(written.charAt(end))) {
          end++;
        }
        out.append((char) Integer.parseInt(written.substring(i - 1, end), 8));
        i = end;
      } else {
        out.append(single(kind, at));
      }
    }
    return out.toString();
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static int hexadecimal(String written, int from, int digits, int at) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < written.length() ? Character.digit(written.charAt(i), 16) : -1;
      if (digit < 0 || written.charAt(i) > 'f' || value > Character.MAX_CODE_POINT >> 4) {
        throw new TemplateFault(
            "expected %d hexadecimal digits of a character".formatted(digits), at);
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw new TemplateFault("expected a character, found U+%X".formatted(value), at);
    }
    return value;
  }

  private static String single(char kind, int at) {
    return switch (kind) {
      case '\n' -> "";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'f' -> "\f";
      case 'b' -> "\b";
      case 'a' -> "\u0007";
      case 'v' -> "\u000b";
      case '\\', '\'', '"' -> String.valueOf(kind);
      case 'N' -> throw new TemplateFault("'\\N{…}' in a string is not supported", at);
      default -> "\\" + kind; // as Python leaves it
    };
  }
}
