package dev.jeton.text.model;

import java.util.Arrays;

/** Which two neighbouring tokens merge, in which order, and into what. */
public final class MergeTable {
  /** The rank of pairs that do not merge. */
  static final int NEVER = Integer.MAX_VALUE;

  private long[] keys; // left << 32 | right + 1; 0 is free
  private int[] ranks;
  private int[] merged; // by slot
  private int size;

  /** An empty table with room for {@code expected} pairs. */
  public MergeTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
    keys = new long[capacity];
    ranks = new int[capacity];
    merged = new int[capacity];
  }

  /**
   * Adds a pair; of equal pairs the last one counts, as in the Hugging Face reader.
   *
   * @param rank lower ranks merge first
   * @param into the id of both together
   */
  public void add(int left, int right, int rank, int into) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(key(left, right), rank, into);
  }

  /** How many pairs there are. */
  public int size() {
    return size;
  }

  /** Where the pair stands, or −1. */
  int slot(int left, int right) {
    long key = key(left, right);
    int mask = keys.length - 1;
    for (int slot = hash(key) & mask; ; slot = slot + 1 & mask) {
      long found = keys[slot];
      if (found == key) {
        return slot;
      }
      if (found == 0) {
        return -1;
      }
    }
  }

  int rank(int slot) {
    return slot < 0 ? NEVER : ranks[slot];
  }

  int merged(int slot) {
    return merged[slot];
  }

  private void insert(long key, int rank, int into) {
    int mask = keys.length - 1;
    int slot = hash(key) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    size += keys[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    ranks[slot] = rank;
    merged[slot] = into;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldRanks = ranks;
    int[] oldMerged = merged;
    keys = new long[2 * oldKeys.length];
    ranks = Arrays.copyOf(oldRanks, keys.length);
    merged = new int[keys.length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        insert(oldKeys[i], oldRanks[i], oldMerged[i]);
      }
    }
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right + 1L;
  }

  private static int hash(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 32);
  }
}
