package dev.jeton.text.bytes;

import java.util.Arrays;

/** A text with each space written as something else, which stands for it. */
public final class MarkedSpaces {
  private MarkedSpaces() {}

  /**
   * {@code text[from, to)}, at least one byte, with {@code mark} for each space.
   *
   * @param mark at most 8 bytes
   * @param before whether one more is put in front, which stands for the first character too
   */
  public static Text of(Text text, int from, int to, byte[] mark, boolean before) {
    byte[] bytes = text.bytes();
    long octets = Octets.get(Arrays.copyOf(mark, 8), 0);
    byte[] out = new byte[to - from + (to - from) / 3 + 32];
    int n = 0;
    if (before) {
      Octets.put(out, 0, octets);
      n = mark.length;
    }
    for (int at = from; at < to; ) {
      if (n + 16 > out.length) {
        out = Arrays.copyOf(out, Math.addExact(n + 32, n / 2));
      }
      if (at + 8 > bytes.length) {
        int width = bytes[at] == ' ' ? mark.length : 1;
        Octets.put(out, n, bytes[at] == ' ' ? octets : bytes[at]);
        n += width;
        at++;
        continue;
      }
      long word = Octets.get(bytes, at);
      Octets.put(out, n, word);
      long space = Octets.equal(word, (byte) ' ');
      int length = Math.min(Long.numberOfTrailingZeros(space) >>> 3, to - at); // 8 if none is
      n += length;
      at += length;
      if (length < 8 && at < to) {
        Octets.put(out, n, octets);
        n += mark.length;
        at++;
      }
    }
    int made = n;
    int first = text.originalStart(from);
    return Text.of(out, n, first, () -> origins(text, from, to, mark.length, before, made));
  }

  /** Starts and ends, of each byte put out. */
  private static int[][] origins(
      Text text, int from, int to, int mark, boolean before, int length) {
    int[] starts = new int[length];
    int[] ends = new int[length];
    int n = 0;
    if (before) {
      int first = from + CodePoints.length(text.bytes()[from]);
      for (; n < mark; n++) {
        starts[n] = text.originalStart(from);
        ends[n] = text.originalEnd(first - 1);
      }
    }
    for (int i = from; i < to; i++) {
      int copies = text.bytes()[i] == ' ' ? mark : 1;
      for (int k = 0; k < copies; k++) {
        starts[n] = text.originalStart(i);
        ends[n++] = text.originalEnd(i);
      }
    }
    return new int[][] {starts, ends};
  }
}
