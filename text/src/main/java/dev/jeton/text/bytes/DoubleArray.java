package dev.jeton.text.bytes;

import dev.jeton.text.TokenizerException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Byte strings by their prefixes, as a double array (Aoe 1989): a step from one node to the next is
 * one look into one array, at the node's base with the byte. Made once, not changed.
 *
 * <p>A node is a number that holds all there is to know about it: its value and one, 24 bits; the
 * byte that leads to it and one, 9 bits; the base of its children, 31 bits. No two nodes have one
 * base, so the byte alone tells whose child it is.
 */
public final class DoubleArray {
  /** No such node. */
  public static final long NONE = 0;

  private static final int MOST = (1 << 24) - 2;
  private static final int BLOCK = 256;

  private final long[] nodes;
  private final long root;

  private DoubleArray(long[] nodes, long root) {
    this.nodes = nodes;
    this.root = root;
  }

  /** String {@code i} has the value {@code i}; of equal ones the first counts. */
  public static DoubleArray of(byte[][] strings) {
    int[] values = new int[strings.length];
    Arrays.setAll(values, i -> i);
    return of(strings, values);
  }

  /**
   * With a value, from 0 to 2²⁴ − 3, for each string; of equal ones the first counts.
   *
   * @throws TokenizerException if there are more strings than that
   */
  public static DoubleArray of(byte[][] strings, int[] values) {
    if (strings.length > MOST) {
      throw new TokenizerException(
          "expected at most %d strings, found %d".formatted(MOST, strings.length));
    }
    var order = new Integer[strings.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(strings[a], strings[b]));
    return new Builder(strings, values, order).build();
  }

  /** The node of the empty string. */
  public long root() {
    return root;
  }

  /** The node that {@code b} leads to, or {@link #NONE}. */
  public long child(long node, byte b) {
    int c = b & 0xff;
    long next = nodes[(int) (node >>> 33) ^ c];
    return (int) (next >>> 24 & 0x1ff) == c + 1 ? next : NONE;
  }

  /** The value of the string that ends in {@code node}, or −1. */
  public static int value(long node) {
    return (int) (node & 0xffffff) - 1;
  }

  /** Nodes level by level; each takes the first base whose places are free. */
  private static final class Builder {
    private static final int OPEN_BLOCKS = 16; // older blocks are full enough

    private final byte[][] strings;
    private final int[] values;
    private final Integer[] order;
    private long[] nodes = new long[BLOCK]; // the first block stays empty: the base of leaves
    private int[] after = new int[BLOCK]; // free places of open blocks, a ring
    private int[] before = new int[BLOCK];
    private int free; // one of them, 0 if there are none
    private final BitSet bases = new BitSet();

    // nodes whose children are not placed yet: place, first and last string, depth
    private int[] queue = new int[1 << 10];
    private int queued;

    private final int[] labels = new int[BLOCK];
    private final int[] firsts = new int[BLOCK + 1];

    Builder(byte[][] strings, int[] values, Integer[] order) {
      this.strings = strings;
      this.values = values;
      this.order = order;
    }

    DoubleArray build() {
      bases.set(0);
      long root = node(0, 0, order.length, 0, -1);
      for (int head = 0; head < queued; head += 4) {
        int place = queue[head];
        long placed = place == 0 ? root : nodes[place];
        placed |= (long) children(queue[head + 1], queue[head + 2], queue[head + 3]) << 33;
        if (place == 0) {
          root = placed;
        } else {
          nodes[place] = placed;
        }
      }
      return new DoubleArray(nodes, root);
    }

    /** The node without its base; queued if it has children. */
    private long node(int place, int from, int to, int depth, int label) {
      int inner = from;
      while (inner < to && strings[order[inner]].length == depth) {
        inner++;
      }
      long value = inner > from ? values[order[from]] + 1L : 0;
      if (inner < to) {
        if (queued == queue.length) {
          queue = Arrays.copyOf(queue, 2 * queued);
        }
        queue[queued++] = place;
        queue[queued++] = inner;
        queue[queued++] = to;
        queue[queued++] = depth;
      }
      return value | (label + 1L) << 24;
    }

    /** Places the children of the node of strings {@code [from, to)}; their base. */
    private int children(int from, int to, int depth) {
      int n = 0;
      for (int i = from; i < to; i++) {
        int label = strings[order[i]][depth] & 0xff;
        if (n == 0 || label != labels[n - 1]) {
          labels[n] = label;
          firsts[n++] = i;
        }
      }
      firsts[n] = to;
      int base = base(n);
      bases.set(base);
      for (int k = 0; k < n; k++) {
        take(base ^ labels[k]);
      }
      for (int k = 0; k < n; k++) {
        int place = base ^ labels[k];
        nodes[place] = node(place, firsts[k], firsts[k + 1], depth + 1, labels[k]);
      }
      return base;
    }

    private int base(int n) {
      int place = free;
      while (place != 0) {
        int base = place ^ labels[0];
        if (!bases.get(base) && fits(base, n)) {
          return base;
        }
        place = after[place] == free ? 0 : after[place];
      }
      open();
      return nodes.length - BLOCK ^ labels[0];
    }

    private boolean fits(int base, int n) {
      for (int k = 1; k < n; k++) {
        if (after[base ^ labels[k]] == 0) {
          return false;
        }
      }
      return true;
    }

    /** Adds a block of free places and closes an old one. */
    private void open() {
      int start = nodes.length;
      for (int place = Math.max(BLOCK, start - OPEN_BLOCKS * BLOCK);
          place < start - (OPEN_BLOCKS - 1) * BLOCK;
          place++) {
        if (after[place] != 0) {
          take(place);
        }
      }
      if (start > Integer.MAX_VALUE - 2 * BLOCK) {
        throw new TokenizerException("expected strings with fewer different beginnings");
      }
      if (start == after.length) {
        after = Arrays.copyOf(after, 2 * start);
        before = Arrays.copyOf(before, 2 * start);
      }
      nodes = Arrays.copyOf(nodes, start + BLOCK);
      for (int place = start; place < start + BLOCK; place++) {
        int next = free == 0 ? place : free;
        int last = free == 0 ? place : before[free];
        after[place] = next;
        before[place] = last;
        after[last] = place;
        before[next] = place;
        free = next;
      }
    }

    private void take(int place) {
      int next = after[place];
      after[before[place]] = next;
      before[next] = before[place];
      free = next == place ? 0 : free == place ? next : free;
      after[place] = 0;
    }
  }
}
