package dev.jeton.measure.tokens;

import java.util.Arrays;

/**
 * Numbers distinct longs in the order of their arrival, 0, 1, 2, …, and counts them. Open
 * addressing with linear probing.
 */
final class LongIndex {
  private int[] slots = new int[64]; // number + 1; 0 is free
  private long[] keys = new long[32]; // by number
  private int[] counts = new int[32]; // by number
  private int size;

  /** Distinct keys so far. */
  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  int count(int number) {
    return counts[number];
  }

  /** All counts by number. */
  int[] counts() {
    return Arrays.copyOf(counts, size);
  }

  /** The number of {@code key}, or -1. */
  int find(long key) {
    return slots[slot(key)] - 1;
  }

  /** The number of {@code key}, which is given one if it has none. */
  int intern(long key) {
    int slot = slot(key);
    if (slots[slot] == 0) {
      if (size == keys.length) {
        grow();
        slot = slot(key);
      }
      keys[size] = key;
      slots[slot] = ++size;
    }
    return slots[slot] - 1;
  }

  /** Counts one more of {@code number}. */
  void increment(int number) {
    counts[number]++;
  }

  /** {@link #intern} and {@link #increment}. */
  int add(long key) {
    int number = intern(key);
    counts[number]++;
    return number;
  }

  private int slot(long key) {
    int mask = slots.length - 1;
    long hash = key * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash ^ hash >>> 32) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    slots = new int[4 * size];
    for (int number = 0; number < size; number++) {
      slots[slot(keys[number])] = number + 1;
    }
  }
}
