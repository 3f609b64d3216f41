package dev.jeton.text.train;

import java.util.Arrays;

/**
 * The suffixes of a text in the order of their first {@link #DEPTH} symbols: a suffix array as far
 * as pieces of a bounded length need it. Prefixes of 1, 2, 4 … symbols are ordered one after the
 * other (Manber and Myers 1990), each time by counting, so the time is linear whatever the text.
 */
final class SuffixOrder {
  /** Suffixes that agree in so many symbols are in no particular order. */
  static final int DEPTH = 16;

  private SuffixOrder() {}

  /**
   * Where the suffixes begin, the smallest first.
   *
   * @param text symbols from 0 to {@code kinds} − 1
   */
  static int[] of(int[] text, int kinds) {
    int n = text.length;
    int[] order = new int[n];
    int[] second = new int[n];
    Arrays.setAll(second, i -> i);
    int[] rank = text.clone();
    sort(second, rank, kinds, order);
    int ranks = rank(order, text, text, 0, second);
    System.arraycopy(second, 0, rank, 0, n);
    for (int half = 1; half < DEPTH && ranks < n; half *= 2) {
      int k = 0;
      for (int i = Math.max(0, n - half); i < n; i++) {
        second[k++] = i; // nothing comes before everything
      }
      for (int at : order) {
        if (at >= half) {
          second[k++] = at - half;
        }
      }
      sort(second, rank, ranks, order);
      ranks = rank(order, rank, rank, half, second);
      System.arraycopy(second, 0, rank, 0, n);
    }
    return order;
  }

  /** Orders {@code input} by rank; of equal ones the first stays first. */
  private static void sort(int[] input, int[] rank, int ranks, int[] into) {
    int[] next = new int[ranks + 1];
    for (int r : rank) {
      next[r + 1]++;
    }
    for (int r = 0; r < ranks; r++) {
      next[r + 1] += next[r];
    }
    for (int at : input) {
      into[next[rank[at]]++] = at;
    }
  }

  /** Numbers what is in order by two keys, equal pairs alike; how many numbers there are. */
  private static int rank(int[] order, int[] first, int[] then, int half, int[] into) {
    int ranks = 0;
    for (int i = 0; i < order.length; i++) {
      int at = order[i];
      if (i > 0) {
        int last = order[i - 1];
        boolean same = first[at] == first[last] && key(then, at + half) == key(then, last + half);
        ranks += same ? 0 : 1;
      }
      into[at] = ranks;
    }
    return order.length == 0 ? 0 : ranks + 1;
  }

  private static int key(int[] keys, int at) {
    return at < keys.length ? keys[at] : -1;
  }
}
