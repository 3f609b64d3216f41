package dev.jeton.text.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which two neighbouring tokens merge, in which order, and into what. */
public final class MergeTable {
  /** The rank of pairs that do not merge. */
  static final int NEVER = Integer.MAX_VALUE;

  /** Ids below this have a table of all their pairs: a piece begins with bytes, whose ids are. */
  private static final int SMALL = 256;

  private long[] slots; // left << 32 | right + 1, 0 is free; rank << 32 | merged
  private final int[] small = new int[SMALL * SMALL]; // slot + 1 of the pair
  private int size;

  /**
   * A pair that merges.
   *
   * @param rank lower ranks merge first
   * @param into the id of both together
   */
  public record Merge(int left, int right, int rank, int into) {}

  /** An empty table with room for {@code expected} pairs. */
  public MergeTable(int expected) {
    slots = new long[Integer.highestOneBit(Math.max(16, expected)) * 8];
  }

  /**
   * Adds a pair; of equal pairs the last one counts, as in the Hugging Face reader.
   *
   * @param rank lower ranks merge first
   * @param into the id of both together
   */
  public void add(int left, int right, int rank, int into) {
    if (4 * (size + 1) > slots.length) {
      grow();
    }
    insert(key(left, right), (long) rank << 32 | into);
  }

  /** How many pairs there are. */
  public int size() {
    return size;
  }

  /** All pairs in the order of their ranks. */
  List<Merge> merges() {
    var merges = new ArrayList<Merge>(size);
    for (int slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot] != 0) {
        int left = (int) (slots[slot] >>> 32);
        merges.add(new Merge(left, (int) slots[slot] - 1, rank(slot), merged(slot)));
      }
    }
    merges.sort(Comparator.comparingInt(Merge::rank));
    return merges;
  }

  /** Where the pair stands, or −1. */
  int slot(int left, int right) {
    if ((left | right) < SMALL) {
      return small[left * SMALL + right] - 1;
    }
    long key = key(left, right);
    int mask = slots.length - 1;
    for (int slot = hash(key) & mask; ; slot = slot + 2 & mask) {
      long found = slots[slot];
      if (found == key) {
        return slot;
      }
      if (found == 0) {
        return -1;
      }
    }
  }

  int rank(int slot) {
    return slot < 0 ? NEVER : (int) (slots[slot + 1] >>> 32);
  }

  int merged(int slot) {
    return (int) slots[slot + 1];
  }

  /** Takes a merge. */
  interface Merges {
    void merge(int left, int right, int rank, int into);
  }

  /** Gives all merges, in no order. */
  void forEach(Merges out) {
    for (int slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot] != 0) {
        int left = (int) (slots[slot] >>> 32);
        out.merge(left, (int) slots[slot] - 1, rank(slot), merged(slot));
      }
    }
  }

  private void insert(long key, long value) {
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = slot + 2 & mask;
    }
    size += slots[slot] == 0 ? 1 : 0;
    slots[slot] = key;
    slots[slot + 1] = value;
    int left = (int) (key >>> 32);
    int right = (int) key - 1;
    if ((left | right) < SMALL) {
      small[left * SMALL + right] = slot + 1;
    }
  }

  private void grow() {
    var old = slots;
    slots = new long[2 * old.length];
    size = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        insert(old[i], old[i + 1]);
      }
    }
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right + 1L;
  }

  /** An even number. */
  private static int hash(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 32) << 1;
  }
}
