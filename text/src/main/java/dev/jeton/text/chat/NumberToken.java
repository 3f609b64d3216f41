package dev.jeton.text.chat;

import java.util.regex.Pattern;

/** Numbers as templates write them: {@code 1_000}, {@code 0x1F}, {@code 1.5e-3}. */
final class NumberToken {
  private static final Pattern REAL =
      Pattern.compile(
          "\\d++(?:_\\d++)*+(?:(?:\\.\\d++(?:_\\d++)*+)?[eE][+-]?\\d++(?:_\\d++)*+|\\.\\d++(?:_\\d++)*+)");
  private static final Pattern WHOLE =
      Pattern.compile(
          "0[bB](?:_?[01])++|0[oO](?:_?[0-7])++|0[xX](?:_?[0-9a-fA-F])++|[1-9](?:_?\\d)*+|0(?:_?0)*+");

  private NumberToken() {}

  /** Where the number that begins at {@code at} ends; behind a point it is whole. */
  static int end(String source, int at, boolean afterPoint) {
    var real = REAL.matcher(source).region(at, source.length());
    if (!afterPoint && real.lookingAt()) {
      return real.end();
    }
    var whole = WHOLE.matcher(source).region(at, source.length());
    return whole.lookingAt() ? whole.end() : at + 1;
  }

  static boolean isFloat(String digits) {
    return REAL.matcher(digits).matches();
  }
}
