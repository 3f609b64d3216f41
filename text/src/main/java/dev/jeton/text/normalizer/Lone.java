package dev.jeton.text.normalizer;

import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * What becomes of the characters of the basic plane where none beside them matters, found out for
 * 256 at a time when one of them comes.
 */
final class Lone {
  /** Of a character that those beside it matter for. */
  static final byte[] BOUND = new byte[0];

  private final AtomicReferenceArray<byte[][]> pages = new AtomicReferenceArray<>(256);
  private final IntFunction<byte[]> found;

  /** Bit c: c is known to become itself. Threads may find out the same at once. */
  private final long[] same = new long[0x10000 / 64];

  /**
   * @param found what becomes of a character, or {@link #BOUND}; not called with surrogates
   */
  Lone(IntFunction<byte[]> found) {
    this.found = found;
  }

  /** What becomes of {@code c}, or {@link #BOUND}. */
  byte[] of(int c) {
    if (c > 0xffff) {
      return BOUND;
    }
    var page = pages.getAcquire(c >>> 8);
    return page == null ? page(c >>> 8)[c & 0xff] : page[c & 0xff];
  }

  /** Whether {@code c} becomes itself, and no character beside it matters. */
  boolean stays(int c) {
    if (c > 0xffff) {
      return false;
    }
    if (isSame(c)) {
      return true;
    }
    of(c);
    return isSame(c);
  }

  /**
   * The first index from {@code at} on, below {@code to}, where no character of three bytes begins
   * that is known to stay.
   */
  int behindThrees(byte[] utf8, int at, int to) {
    int p = at;
    while (p + 2 < to
        && (utf8[p] & 0xf0) == 0xe0
        && (same[(utf8[p] & 0xf) << 6 | utf8[p + 1] & 0x3f] >>> utf8[p + 2] & 1) != 0) {
      p += 3;
    }
    return p;
  }

  private boolean isSame(int c) {
    return (same[c >>> 6] >>> c & 1) != 0;
  }

  private byte[][] page(int number) {
    byte[][] page = new byte[256][];
    long[] kept = new long[4];
    for (int i = 0; i < page.length; i++) {
      int c = number << 8 | i;
      page[i] = c >= 0xd800 && c <= 0xdfff ? BOUND : found.apply(c);
      if (page[i] != BOUND && Arrays.equals(page[i], Utf8.encode(Character.toString(c)))) {
        kept[i >>> 6] |= 1L << i;
      }
    }
    System.arraycopy(kept, 0, same, 4 * number, kept.length);
    pages.setRelease(number, page);
    return page;
  }
}
