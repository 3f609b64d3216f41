package dev.jeton.text.bytes;

import java.util.Arrays;

/**
 * Puts together a text from another one, and keeps where its parts came from. Where each byte came
 * from is worked out only when it is asked for.
 */
public final class TextBuilder {
  private static final int COPIED = -1;
  private static final int MADE = -2; // from here on places are those of the text that was given

  private final Text source;
  private byte[] bytes;
  private int length;

  // for each part: where it ends; the source's bytes that it stands for, or the first and COPIED
  private int[] parts = new int[96];
  private int used;

  public TextBuilder(Text source) {
    this(source, source.to() - source.from() + 16);
  }

  /**
   * With room for {@code capacity} bytes at first.
   *
   * @param capacity more may be added
   */
  public TextBuilder(Text source, int capacity) {
    this.source = source;
    bytes = new byte[capacity];
  }

  /** Takes over the source's bytes between two of its indexes as they are. */
  public void copy(int from, int to) {
    int n = to - from;
    if (n == 0) {
      return;
    }
    reserve(n);
    if (n < 16) {
      byte[] given = source.bytes();
      for (int i = 0; i < n; i++) {
        bytes[length + i] = given[from + i];
      }
    } else {
      System.arraycopy(source.bytes(), from, bytes, length, n);
    }
    length += n;
    copied(from, n);
  }

  /** Adds a byte in place of the source's byte {@code at}. */
  public void replace(int at, byte with) {
    reserve(1);
    bytes[length++] = with;
    copied(at, 1);
  }

  /** The last {@code n} bytes are those at {@code from}, one for one. */
  private void copied(int from, int n) {
    if (used > 0 && parts[used - 1] == COPIED) {
      int before = length - n - (used > 3 ? parts[used - 6] : 0);
      if (parts[used - 2] + before == from) {
        parts[used - 3] = length;
        return;
      }
    }
    part(from, COPIED);
  }

  /**
   * Adds {@code codePoint}, which stands for the source's bytes between two of its indexes, at
   * least one byte.
   */
  public void put(int codePoint, int from, int to) {
    reserve(4);
    if (codePoint < 0x80) {
      bytes[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xc0 | codePoint >> 6);
      bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    } else if (codePoint < 0x10000) {
      bytes[length++] = (byte) (0xe0 | codePoint >> 12);
      bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    } else {
      bytes[length++] = (byte) (0xf0 | codePoint >> 18);
      bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
      bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    }
    part(from, to);
  }

  /** Adds {@code utf8}, which stands for the source's bytes between two of its indexes. */
  public void put(byte[] utf8, int from, int to) {
    if (utf8.length > 0) {
      reserve(utf8.length);
      for (int i = 0; i < utf8.length; i++) {
        bytes[length + i] = utf8[i];
      }
      length += utf8.length;
      part(from, to);
    }
  }

  /** Adds a text that was made of a part of the source. */
  public void put(Text made) {
    reserve(made.to() - made.from());
    for (int i = made.from(); i < made.to(); i++) {
      bytes[length++] = made.bytes()[i];
      part(made.originalStart(i), MADE - made.originalEnd(i));
    }
  }

  /** What was put together; nothing may be added afterwards. */
  public Text text() {
    return Text.of(bytes, length, used == 0 ? 0 : start(0, 0), this::origins);
  }

  private int start(int part, int offset) {
    int from = parts[part + 1];
    return parts[part + 2] <= MADE ? from : source.originalStart(from + offset);
  }

  /** Starts and ends, of each byte. */
  private int[][] origins() {
    int[] starts = new int[length];
    int[] ends = new int[length];
    int at = 0;
    for (int part = 0; part < used; part += 3) {
      int end = parts[part];
      int from = parts[part + 1];
      int to = parts[part + 2];
      if (to == COPIED) {
        for (int i = 0; at + i < end; i++) {
          starts[at + i] = source.originalStart(from + i);
          ends[at + i] = source.originalEnd(from + i);
        }
      } else {
        Arrays.fill(starts, at, end, start(part, 0));
        Arrays.fill(ends, at, end, to <= MADE ? MADE - to : source.originalEnd(to - 1));
      }
      at = end;
    }
    return new int[][] {starts, ends};
  }

  private void part(int from, int to) {
    if (used == parts.length) {
      parts = Arrays.copyOf(parts, 2 * used);
    }
    parts[used] = length;
    parts[used + 1] = from;
    parts[used + 2] = to;
    used += 3;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.addExact(length, length / 2 + 16)));
    }
  }
}
