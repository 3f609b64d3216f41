package dev.jeton.text.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text with each space written as something else, which stands for it. */
public final class MarkedSpaces {
  private MarkedSpaces() {}

  /** Takes places in a text, in their order. */
  public static final class Places {
    private int[] places = new int[256];
    private int n;

    private void add(int place) {
      if (n == places.length) {
        places = Arrays.copyOf(places, Math.addExact(n, n / 2));
      }
      places[n++] = place;
    }

    /** How many there are. */
    public int size() {
      return n;
    }

    /** Copies {@code count} of them, from number {@code first} on, to the front of {@code to}. */
    public void copy(int first, int count, int[] to) {
      System.arraycopy(places, first, to, 0, count);
    }
  }

  /**
   * {@code text[from, to)}, at least one byte, with {@code mark} for each space.
   *
   * @param mark at most 8 bytes
   * @param before whether one more is put in front, which stands for the first character too
   */
  public static Text of(Text text, int from, int to, byte[] mark, boolean before) {
    return of(text, from, to, mark, before, null);
  }

  /**
   * The same, and where a mark stands in it behind its first byte, be it written for a space or
   * there before.
   */
  public static Text of(
      Text text, int from, int to, byte[] mark, boolean before, @Nullable Places marks) {
    byte[] bytes = text.bytes();
    long octets = Octets.get(Arrays.copyOf(mark, 8), 0);
    byte sought = marks == null ? (byte) ' ' : mark[0];
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
      if (at + 8 <= bytes.length) {
        long word = Octets.get(bytes, at);
        Octets.put(out, n, word);
        long found = Octets.equal(word, (byte) ' ') | Octets.equal(word, sought);
        int length = Math.min(Long.numberOfTrailingZeros(found) >>> 3, to - at); // 8 if none is
        n += length;
        at += length;
        if (length == 8 || at == to) {
          continue;
        }
      }
      boolean space = bytes[at] == ' ';
      if (marks != null && n > 0 && (space || isMark(bytes, at, to, mark))) {
        marks.add(n);
      }
      Octets.put(out, n, space ? octets : bytes[at]);
      n += space ? mark.length : 1;
      at++;
    }
    int made = n;
    int first = text.originalStart(from);
    return Text.of(out, n, first, () -> origins(text, from, to, mark.length, before, made));
  }

  private static boolean isMark(byte[] bytes, int at, int to, byte[] mark) {
    return at + mark.length <= to
        && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
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
