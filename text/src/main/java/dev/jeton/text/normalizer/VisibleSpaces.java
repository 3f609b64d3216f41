package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/**
 * Writes each space as U+2581 and puts one more before a text that is not empty; as {@link Prepend}
 * and {@link Replace} would, in one pass.
 *
 * @param prepend whether to put one before the text
 */
public record VisibleSpaces(boolean prepend) implements Normalizer {
  private static final char VISIBLE = '\u2581';
  private static final byte[] UTF8 = {(byte) 0xe2, (byte) 0x96, (byte) 0x81};

  /** Whether {@code string} is what a space is written as. */
  public static boolean isVisible(String string) {
    return string.length() == 1 && string.charAt(0) == VISIBLE;
  }

  @Override
  public Text normalize(Text text) {
    if (text.isEmpty()) {
      return text;
    }
    byte[] bytes = text.bytes();
    int spaces = prepend ? 1 : 0;
    for (int i = text.from(); i < text.to(); i++) {
      spaces += bytes[i] == ' ' ? 1 : 0;
    }
    byte[] out = new byte[text.to() - text.from() + 3 * spaces];
    int n = prepend ? put(out, 0) : 0;
    for (int i = text.from(); i < text.to(); i++) {
      byte b = bytes[i];
      if (b == ' ') {
        n = put(out, n);
      } else {
        out[n++] = b;
      }
    }
    int length = n;
    return Text.of(out, length, () -> origins(text, length));
  }

  private static int put(byte[] out, int at) {
    out[at] = UTF8[0];
    out[at + 1] = UTF8[1];
    out[at + 2] = UTF8[2];
    return at + 3;
  }

  /** Starts and ends, of each byte put out. */
  private int[][] origins(Text text, int length) {
    int[] starts = new int[length];
    int[] ends = new int[length];
    int n = 0;
    if (prepend) {
      int first = text.from() + CodePoints.length(text.bytes()[text.from()]);
      for (; n < 3; n++) {
        starts[n] = text.originalStart(text.from());
        ends[n] = text.originalEnd(first - 1);
      }
    }
    for (int i = text.from(); i < text.to(); i++) {
      int copies = text.bytes()[i] == ' ' ? 3 : 1;
      for (int k = 0; k < copies; k++) {
        starts[n] = text.originalStart(i);
        ends[n++] = text.originalEnd(i);
      }
    }
    return new int[][] {starts, ends};
  }
}
