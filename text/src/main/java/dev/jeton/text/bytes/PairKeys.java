package dev.jeton.text.bytes;

/**
 * Values of byte strings of 8 to 16 bytes, whose first and last eight bytes and length are all
 * there is to know of them: one place of one array answers.
 */
final class PairKeys {
  private static final int STRIDE = 3; // first eight bytes, last eight, length << 32 | value + 1

  private int bits = 8;
  private long[] slots = new long[STRIDE << bits];
  private int size;

  /** Adds a string; an earlier value of the same string stays. */
  void add(byte[] string, int value) {
    if (++size > 1 << bits - 1) {
      grow();
    }
    insert(
        ByteHash.eight(string, 0),
        ByteHash.eight(string, string.length - 8),
        (long) string.length << 32 | value + 1);
  }

  /** The value of {@code bytes[from, to)}, or −1. */
  int find(byte[] bytes, int from, int to) {
    long first = ByteHash.eight(bytes, from);
    long last = ByteHash.eight(bytes, to - 8);
    int mask = (1 << bits) - 1;
    for (int slot = slot(first, last); ; slot = slot + 1 & mask) {
      int at = STRIDE * slot;
      long found = slots[at + 2];
      if (slots[at] == first && slots[at + 1] == last && found >>> 32 == to - from) {
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
    for (int at = 0; at < old.length; at += STRIDE) {
      if (old[at + 2] != 0) {
        insert(old[at], old[at + 1], old[at + 2]);
      }
    }
  }

  private int slot(long first, long last) {
    return ByteHash.slot(first * 0x9e3779b97f4a7c15L ^ last, bits);
  }
}
