package dev.jeton.text.model;

import java.util.Arrays;

/**
 * Merges neighbouring tokens, the lowest rank first and of equal ranks the leftmost, until no pair
 * merges. Short words by scanning, long ones by a heap in O(n log n).
 */
final class Merger {
  private static final int SHORT = 96;

  private final MergeTable table;

  Merger(MergeTable table) {
    this.table = table;
  }

  /**
   * Merges the first {@code n} of {@code ids}, and adds up their {@code lengths}; both hold the
   * result, whose number is returned.
   */
  int merge(int[] ids, int[] lengths, int n) {
    return n < 2 ? n : n <= SHORT ? scan(ids, lengths, n) : new Heap(ids, lengths, n).merge();
  }

  /** Whether merging {@code ids} gives the one token {@code id}; they are changed. */
  boolean gives(int id, int[] ids) {
    return merge(ids, new int[ids.length], ids.length) == 1 && ids[0] == id;
  }

  private int scan(int[] ids, int[] lengths, int count) {
    int n = count;
    int[] slots = new int[n]; // of the pair (i, i + 1)
    int[] ranks = new int[n];
    for (int i = 0; i + 1 < n; i++) {
      slots[i] = table.slot(ids[i], ids[i + 1]);
      ranks[i] = table.rank(slots[i]);
    }
    while (n > 1) {
      int best = 0;
      for (int i = 1; i + 1 < n; i++) {
        if (ranks[i] < ranks[best]) {
          best = i;
        }
      }
      if (ranks[best] == MergeTable.NEVER) {
        break;
      }
      ids[best] = table.merged(slots[best]);
      lengths[best] += lengths[best + 1];
      int moved = n - best - 2;
      System.arraycopy(ids, best + 2, ids, best + 1, moved);
      System.arraycopy(lengths, best + 2, lengths, best + 1, moved);
      System.arraycopy(slots, best + 2, slots, best + 1, moved);
      System.arraycopy(ranks, best + 2, ranks, best + 1, moved);
      n--;
      if (best + 1 < n) {
        slots[best] = table.slot(ids[best], ids[best + 1]);
        ranks[best] = table.rank(slots[best]);
      }
      if (best > 0) {
        slots[best - 1] = table.slot(ids[best - 1], ids[best]);
        ranks[best - 1] = table.rank(slots[best - 1]);
      }
    }
    return n;
  }

  /**
   * A linked list of tokens and a heap of its pairs; entries whose pair has changed are skipped.
   */
  private final class Heap {
    private final int[] ids;
    private final int[] lengths;
    private final int[] previous;
    private final int[] next;
    private final int[] slots; // of the pair that begins here; −1: none, or merged away
    private long[] heap; // rank << 32 | index
    private int size;

    Heap(int[] ids, int[] lengths, int n) {
      this.ids = ids;
      this.lengths = lengths;
      previous = new int[n];
      next = new int[n];
      slots = new int[n];
      heap = new long[n];
      for (int i = 0; i < n; i++) {
        previous[i] = i - 1;
        next[i] = i + 1 < n ? i + 1 : -1;
        slots[i] = i + 1 < n ? table.slot(ids[i], ids[i + 1]) : -1;
        if (slots[i] >= 0) {
          heap[size++] = entry(i);
        }
      }
      for (int i = size / 2 - 1; i >= 0; i--) {
        down(i);
      }
    }

    int merge() {
      while (size > 0) {
        long top = pop();
        int i = (int) top;
        if (slots[i] >= 0 && entry(i) == top) {
          join(i);
        }
      }
      int n = 0;
      for (int i = 0; i >= 0; i = next[i]) {
        ids[n] = ids[i];
        lengths[n++] = lengths[i];
      }
      return n;
    }

    private void join(int i) {
      int gone = next[i];
      ids[i] = table.merged(slots[i]);
      lengths[i] += lengths[gone];
      slots[gone] = -1;
      next[i] = next[gone];
      if (next[i] >= 0) {
        previous[next[i]] = i;
      }
      look(i);
      if (previous[i] >= 0) {
        look(previous[i]);
      }
    }

    private void look(int i) {
      slots[i] = next[i] < 0 ? -1 : table.slot(ids[i], ids[next[i]]);
      if (slots[i] >= 0) {
        push(entry(i));
      }
    }

    private long entry(int i) {
      return (long) table.rank(slots[i]) << 32 | i;
    }

    private void push(long entry) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, Math.addExact(size, size / 2 + 16));
      }
      int at = size++;
      while (at > 0 && heap[(at - 1) / 2] > entry) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      heap[at] = entry;
    }

    private long pop() {
      long top = heap[0];
      heap[0] = heap[--size];
      down(0);
      return top;
    }

    private void down(int from) {
      long entry = heap[from];
      int at = from;
      for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
        if (child + 1 < size && heap[child + 1] < heap[child]) {
          child++;
        }
        if (heap[child] >= entry) {
          break;
        }
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = entry;
    }
  }
}
