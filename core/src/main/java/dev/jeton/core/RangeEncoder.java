package dev.jeton.core;

import java.io.ByteArrayOutputStream;

/**
 * Writes symbols with about as many bits as their probability is worth. A carry-less range coder
 * with 32-bit state after D. Subbotin: exact integers, no floats.
 */
public final class RangeEncoder {
  /** Cumulative counts go up to {@code 1 << MAX_BITS}. */
  public static final int MAX_BITS = 16;

  static final int TOP = 1 << 24;
  static final int BOTTOM = 1 << 16;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int low;
  private int range = -1;

  /**
   * Writes the symbol that owns {@code [from, from + count)} of {@code [0, 1 << bits)}.
   *
   * @param bits 1..16
   */
  public void encode(int from, int count, int bits) {
    range >>>= bits;
    low += from * range;
    range *= count;
    while (true) {
      if (((low ^ (low + range)) & ~(TOP - 1)) != 0) {
        if (Integer.compareUnsigned(range, BOTTOM) >= 0) {
          return;
        }
        range = -low & (BOTTOM - 1);
      }
      bytes.write(low >>> 24);
      low <<= 8;
      range <<= 8;
    }
  }

  /** Bytes so far, without those that {@link #finish} adds. */
  public int length() {
    return bytes.size();
  }

  /** Ends the stream and gives its bytes. */
  public byte[] finish() {
    for (int i = 0; i < 4; i++) {
      bytes.write(low >>> 24);
      low <<= 8;
    }
    return bytes.toByteArray();
  }
}
