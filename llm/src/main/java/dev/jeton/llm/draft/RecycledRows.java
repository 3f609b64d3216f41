package dev.jeton.llm.draft;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  /** How many rows are known. */
  int known() {
    int known = 0;
    for (int slot = 0; slot < slots; slot++) {
      known += width(slot) > 0 ? 1 : 0;
    }
    return known;
  }

  /** How many ids a row has, if it can be found. */
  private int width(int slot) {
    int width = 0;
    boolean found = pairs.length == 0 || pairs[slot] >= 0;
    while (found && width < WIDTH && ids[slot * WIDTH + width] >= 0) {
      width++;
    }
    return width;
  }

  /** Most bytes that {@link #write} writes of so many rows. */
  static long mostBytes(int slots) {
    return 4 + slots * (8 + 1 + 5L * WIDTH);
  }

  /** Writes the known rows: of each its id or pair, how many ids, these with their buckets. */
  void write(DataOutput out) throws IOException {
    out.writeInt(known());
    for (int slot = 0; slot < slots; slot++) {
      int width = width(slot);
      if (width > 0) {
        out.writeLong(pairs.length == 0 ? slot : pairs[slot]);
        out.writeByte(width);
        for (int at = slot * WIDTH; at < slot * WIDTH + width; at++) {
          out.writeInt(ids[at]);
          out.writeByte(buckets[at]);
        }
      }
    }
  }

  /** Takes the rows that were written, in empty ones. */
  void read(DataInput in, int vocabulary, int mostBucket) throws IOException {
    int rows = in.readInt();
    int last = -1;
    for (int row = 0; row < rows; row++) {
      long of = in.readLong();
      int before = (int) (of >> 32);
      int id = (int) of;
      require(id, vocabulary, "id");
      require(before, pairs.length == 0 ? 1 : vocabulary, "id before");
      int at = take(before, id);
      if (at <= last) {
        throw RecyclingFile.broken("rows in another order");
      }
      last = at;
      int width = in.readByte();
      require(width - 1, WIDTH, "last rank");
      for (int i = 0; i < width; i++) {
        int next = in.readInt();
        int bucket = in.readByte();
        require(next, vocabulary, "guess");
        require(bucket, mostBucket + 1, "bucket");
        set(at + i, next, bucket);
      }
    }
  }

  private static void require(int number, int size, String what) {
    if (number < 0 || number >= size) {
      throw RecyclingFile.broken(what + " " + number);
    }
  }
}
