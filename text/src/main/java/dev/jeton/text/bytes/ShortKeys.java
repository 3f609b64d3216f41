package dev.jeton.text.bytes;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Values of byte strings of at most 16 bytes, which as two numbers and a length are all there is to
 * know of them: mostly one place of one array answers, whatever the length.
 */
final class ShortKeys {
  /** The longest string. */
  static final int LONGEST = 16;

  private static final int STRIDE = 3; // bytes 0 to 7, bytes 8 to 15, length << 32 | value + 1
  private static final long MIX = 0x9e3779b97f4a7c15L;
  private static final long[] FIRST = new long[LONGEST + 1]; // masks by length
  private static final long[] LAST = new long[LONGEST + 1];

  static {
    for (int length = 1; length <= LONGEST; length++) {
      FIRST[length] = -1L >>> Math.max(0, 64 - 8 * length);
      LAST[length] = length <= 8 ? 0 : -1L >>> 128 - 8 * length;
    }
  }

  private int bits = 8;
  private long[] slots = new long[STRIDE << bits];
  private int size;

  /** Adds a string; an earlier value of the same string stays. */
  void add(byte[] string, int value) {
    if (++size > 1 << bits - 1) {
      grow();
    }
    insert(
        ByteHash.eight(string, 0, string.length),
        ByteHash.eight(string, Math.min(8, string.length), string.length),
        (long) string.length << 32 | value + 1);
  }

  /** The value of {@code bytes[from, to)}, or −1. */
  int find(byte[] bytes, int from, int to) {
    return find(
        ByteHash.eight(bytes, from, to),
        ByteHash.eight(bytes, Math.min(from + 8, to), to),
        to - from);
  }

  /**
   * The values of many strings, one behind the other, of which the first begins at {@code from}; −1
   * for those that have none and for longer ones.
   */
  void find(byte[] bytes, int from, int[] ends, int n, int[] values) {
    long[] keys = slots;
    int shift = 64 - bits;
    int whole = bytes.length - LONGEST;
    int start = from;
    for (int i = 0; i < n; i++) {
      int end = ends[i];
      int length = end - start;
      if (length > LONGEST || start > whole) {
        values[i] = length > LONGEST ? -1 : find(bytes, start, end);
      } else {
        long first = ByteHash.eight(bytes, start) & FIRST[length];
        long last = ByteHash.eight(bytes, start + 8) & LAST[length];
        int at = STRIDE * (int) ((first * MIX ^ last) * MIX >>> shift);
        long found = keys[at + 2];
        values[i] =
            (keys[at] ^ first | keys[at + 1] ^ last | found >>> 32 ^ length) == 0
                ? (int) found - 1
                : found == 0 ? -1 : find(first, last, length);
      }
      start = end;
    }
  }

  private int find(long first, long last, int length) {
    int mask = (1 << bits) - 1;
    for (int slot = slot(first, last); ; slot = slot + 1 & mask) {
      int at = STRIDE * slot;
      long found = slots[at + 2];
      if ((slots[at] ^ first | slots[at + 1] ^ last | found >>> 32 ^ length) == 0) {
        return (int) found - 1;
      }
      if (found == 0) {
        return -1;
      }
    }
  }

  private void insert(long first, long last, long value) {
    int mask = (1 << bits) - 1;
    int slot = slot(first, last);
    while (slots[STRIDE * slot + 2] != 0) {
      int at = STRIDE * slot;
      if (slots[at] == first && slots[at + 1] == last && slots[at + 2] >>> 32 == value >>> 32) {
        return;
      }
      slot = slot + 1 & mask;
    }
    slots[STRIDE * slot] = first;
    slots[STRIDE * slot + 1] = last;
    slots[STRIDE * slot + 2] = value;
  }

  private void grow() {
    long[] old = slots;
    bits++;
    slots = new long[STRIDE << bits];
    int[] order = // low values first: they are frequent tokens, and what comes first is found first
        IntStream.range(0, old.length / STRIDE)
            .filter(slot -> old[STRIDE * slot + 2] != 0)
            .boxed()
            .sorted(Comparator.comparingInt(slot -> (int) old[STRIDE * slot + 2]))
            .mapToInt(slot -> STRIDE * slot)
            .toArray();
    for (int at : order) {
      insert(old[at], old[at + 1], old[at + 2]);
    }
  }

  private int slot(long first, long last) {
    return (int) ((first * MIX ^ last) * MIX >>> 64 - bits);
  }
}
