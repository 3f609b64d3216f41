package dev.jeton.text.bytes;

import java.util.Arrays;

/** Puts together a text from another one, and keeps where each byte came from. */
public final class TextBuilder {
  private final Text source;
  private byte[] bytes;
  private int[] starts;
  private int[] ends;
  private int length;

  public TextBuilder(Text source) {
    this.source = source;
    int capacity = source.to() - source.from() + 16;
    bytes = new byte[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  /** Takes over the source's bytes between two of its indexes as they are. */
  public void copy(int from, int to) {
    for (int i = from; i < to; i++) {
      add(source.bytes()[i], source.originalStart(i), source.originalEnd(i));
    }
  }

  /**
   * Adds {@code codePoint}, which stands for the source's bytes between two of its indexes, at
   * least one byte.
   */
  public void put(int codePoint, int from, int to) {
    int start = source.originalStart(from);
    int end = source.originalEnd(to - 1);
    if (codePoint < 0x80) {
      add((byte) codePoint, start, end);
    } else if (codePoint < 0x800) {
      add((byte) (0xc0 | codePoint >> 6), start, end);
      add((byte) (0x80 | codePoint & 0x3f), start, end);
    } else if (codePoint < 0x10000) {
      add((byte) (0xe0 | codePoint >> 12), start, end);
      add((byte) (0x80 | codePoint >> 6 & 0x3f), start, end);
      add((byte) (0x80 | codePoint & 0x3f), start, end);
    } else {
      add((byte) (0xf0 | codePoint >> 18), start, end);
      add((byte) (0x80 | codePoint >> 12 & 0x3f), start, end);
      add((byte) (0x80 | codePoint >> 6 & 0x3f), start, end);
      add((byte) (0x80 | codePoint & 0x3f), start, end);
    }
  }

  /**
   * Adds {@code utf8}, which stands for the source's bytes between two of its indexes, or for
   * nothing where they are equal.
   */
  public void put(byte[] utf8, int from, int to) {
    int start =
        from < to || from < source.to() ? source.originalStart(from) : source.originalEnd(to - 1);
    int end = from < to ? source.originalEnd(to - 1) : start;
    for (byte b : utf8) {
      add(b, start, end);
    }
  }

  /** Adds a text that was made of a part of the source. */
  public void put(Text part) {
    for (int i = part.from(); i < part.to(); i++) {
      add(part.bytes()[i], part.originalStart(i), part.originalEnd(i));
    }
  }

  /** What was put together. */
  public Text text() {
    return new Text(bytes, 0, length, starts, ends);
  }

  private void add(byte b, int start, int end) {
    if (length == bytes.length) {
      int capacity = Math.addExact(length, length / 2 + 16);
      bytes = Arrays.copyOf(bytes, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    bytes[length] = b;
    starts[length] = start;
    ends[length++] = end;
  }
}
