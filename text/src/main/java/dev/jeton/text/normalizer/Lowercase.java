package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;

/** Each character in small letters, without regard to those around it. */
public final class Lowercase implements Normalizer {
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  @Override
  public Text normalize(Text text) {
    return CharMapping.apply(text, Lowercase::lower);
  }

  static void lower(int c, int from, int to, TextBuilder out) {
    out.put(c == CAPITAL_I_WITH_DOT ? 'i' : small(c), from, to);
    if (c == CAPITAL_I_WITH_DOT) { // the one character that becomes two
      out.put(0x307, from, to);
    }
  }

  /** With the capitals of Unicode 17, which JDK 25 does not know. */
  private static int small(int c) {
    if (c == 0xa7ce || c == 0xa7d2 || c == 0xa7d4) {
      return c + 1;
    }
    return c >= 0x16ea0 && c <= 0x16eb8 ? c + 27 : Character.toLowerCase(c);
  }
}
