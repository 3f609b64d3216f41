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
    out.put(c == CAPITAL_I_WITH_DOT ? 'i' : Character.toLowerCase(c), from, to);
    if (c == CAPITAL_I_WITH_DOT) { // the one character that becomes two
      out.put(0x307, from, to);
    }
  }
}
