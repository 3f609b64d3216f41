package dev.jeton.text.model;

import java.util.function.Consumer;

/**
 * Ranks of pairs of tokens, and nothing else of them. The pairs of one left token lie together in a
 * row of its own, found by the right one.
 */
final class PairRanks {
  private static final int MIX = 0x9e3779b9;

  /** By left token: the first place of its row << 8 | 32 − log2 of how many places it has. */
  private final long[] rows;

  private final long[] places; // right + 1 << 32 | rank, 0 is free

  /**
   * @param n more than any left token
   * @param pairs gives them, the same ones each time
   */
  PairRanks(int n, Consumer<MergeTable.Merges> pairs) {
    int[] counts = new int[n];
    pairs.accept((left, right, rank, into) -> counts[left]++);
    rows = new long[n];
    int used = 0;
    for (int left = 0; left < n; left++) {
      int bits = 32 - Integer.numberOfLeadingZeros(counts[left] + counts[left] / 2 | 1);
      rows[left] = (long) used << 8 | 32 - bits;
      used = Math.addExact(used, counts[left] == 0 ? 0 : 1 << bits);
    }
    places = new long[used];
    pairs.accept((left, right, rank, into) -> insert(rows[left], right, rank));
  }

  /** Six bits of which token this is. */
  static int bits(int token) {
    return token * MIX >>> 26;
  }

  /** What {@link #rank} wants for pairs that begin with {@code left}, at least one: 40 bits. */
  long row(int left) {
    return rows[left];
  }

  /** The rank of the pair of a row's token and {@code right}; {@link MergeTable#NEVER} if none. */
  int rank(long row, int right) {
    int base = (int) (row >>> 8);
    int mask = -1 >>> row;
    for (int place = right * MIX >>> row; ; place = place + 1 & mask) {
      long found = places[base + place];
      if ((int) (found >>> 32) == right + 1) {
        return (int) found;
      }
      if (found == 0) {
        return MergeTable.NEVER;
      }
    }
  }

  private void insert(long row, int right, int rank) {
    int mask = -1 >>> row;
    int place = right * MIX >>> row;
    while (places[(int) (row >>> 8) + place] != 0) {
      place = place + 1 & mask;
    }
    places[(int) (row >>> 8) + place] = right + 1L << 32 | rank;
  }
}
