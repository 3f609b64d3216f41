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

  private static final byte STAYS = 1;
  private static final byte CHANGES = 2;

  private final AtomicReferenceArray<byte[][]> pages = new AtomicReferenceArray<>(256);
  private final IntFunction<byte[]> found;

  /** By character, 0 where it is not known yet. Threads may find out the same at once. */
  private final byte[] kinds = new byte[0x10000];

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

  /** Whether {@code c} becomes itself. */
  boolean stays(int c) {
    if (c > 0xffff) {
      return false;
    }
    if (kinds[c] == 0) {
      page(c >>> 8);
    }
    return kinds[c] == STAYS;
  }

  private byte[][] page(int number) {
    byte[][] page = new byte[256][];
    for (int i = 0; i < page.length; i++) {
      int c = number << 8 | i;
      page[i] = c >= 0xd800 && c <= 0xdfff ? BOUND : found.apply(c);
      kinds[c] =
          page[i] != BOUND && Arrays.equals(page[i], Utf8.encode(Character.toString(c)))
              ? STAYS
              : CHANGES;
    }
    pages.setRelease(number, page);
    return page;
  }
}
