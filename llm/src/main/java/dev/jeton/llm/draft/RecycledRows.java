package dev.jeton.llm.draft;

import java.util.Arrays;

/**
 * Rows of the ids that a model found likeliest: one for each id, or a limited number for two ids
 * that follow each other, where a new pair takes the place of an older one.
 */
final class RecycledRows {
  static final int WIDTH = TokenRecycling.WIDTH;

  private final int slots;
  private final long[] pairs; // [slots], that each row is of; none where each id has a row
  private final int[] ids; // [slots][WIDTH], −1 for none
  private final byte[] buckets; // [slots][WIDTH], how sure the model was

  private RecycledRows(int slots, long[] pairs) {
    this.slots = slots;
    this.pairs = pairs;
    ids = new int[Math.multiplyExact(slots, WIDTH)];
    buckets = new byte[ids.length];
    Arrays.fill(ids, -1);
    Arrays.fill(pairs, -1);
  }

  /** A row for each id. */
  static RecycledRows ofIds(int vocabulary) {
    return new RecycledRows(vocabulary, new long[0]);
  }

  /** Rows for pairs of ids; {@code slots} is a power of two. */
  static RecycledRows ofPairs(int slots) {
    return new RecycledRows(slots, new long[slots]);
  }

  /** Where the row of an id begins, or −1 where nothing is known. */
  int find(int before, int id) {
    int slot = slot(before, id);
    boolean known = pairs.length == 0 || before >= 0 && pairs[slot] == pair(before, id);
    return known && ids[slot * WIDTH] >= 0 ? slot * WIDTH : -1;
  }

  /** Where the row of an id begins, which is made empty if it was of others. */
  int take(int before, int id) {
    int slot = slot(before, id);
    if (pairs.length > 0 && pairs[slot] != pair(before, id)) {
      pairs[slot] = pair(before, id);
      Arrays.fill(ids, slot * WIDTH, (slot + 1) * WIDTH, -1);
    }
    return slot * WIDTH;
  }

  private int slot(int before, int id) {
    return pairs.length == 0
        ? id
        : (int) (pair(before, id) * 0x9E3779B97F4A7C15L >>> 40) & slots - 1;
  }

  private static long pair(int before, int id) {
    return (long) before << 32 | id;
  }

  int id(int at) {
    return ids[at];
  }

  int bucket(int at) {
    return buckets[at];
  }

  void set(int at, int id, int bucket) {
    ids[at] = id;
    buckets[at] = (byte) bucket;
  }

  /** Puts an id first in the row that begins at {@code at}; those before it move back. */
  void putFirst(int at, int id, int bucket) {
    int rank = 0;
    while (rank < WIDTH - 1 && ids[at + rank] >= 0 && ids[at + rank] != id) {
      rank++;
    }
    System.arraycopy(ids, at, ids, at + 1, rank);
    System.arraycopy(buckets, at, buckets, at + 1, rank);
    set(at, id, bucket);
  }

  long bytes() {
    return 8L * pairs.length + 5L * ids.length;
  }
}
