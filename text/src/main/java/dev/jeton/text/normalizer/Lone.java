package dev.jeton.text.normalizer;

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

  private byte[][] page(int number) {
    byte[][] page = new byte[256][];
    for (int i = 0; i < page.length; i++) {
      int c = number << 8 | i;
      page[i] = c >= 0xd800 && c <= 0xdfff ? BOUND : found.apply(c);
    }
    pages.setRelease(number, page);
    return page;
  }
}
