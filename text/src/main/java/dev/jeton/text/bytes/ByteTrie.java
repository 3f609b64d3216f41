package dev.jeton.text.bytes;

import dev.jeton.text.TokenizerException;
import java.util.Arrays;

/** Byte strings by their prefixes: from a node, a byte leads to the next one. */
public final class ByteTrie {
  /** The node of the empty string. */
  public static final int ROOT = 0;

  /** No such node, no such value. */
  public static final int NONE = -1;

  private static final int MOST_NODES = 1 << 24;

  private int bits = 8;
  private long[] edges = new long[1 << bits]; // node << 40 | byte << 32 | child; 0 is free
  private int[] values = {NONE};
  private int nodes = 1;

  /** Adds a byte string; an earlier value of the same string stays. */
  public void add(byte[] string, int value) {
    int node = ROOT;
    for (byte b : string) {
      int child = child(node, b);
      node = child == NONE ? addChild(node, b) : child;
    }
    if (values[node] == NONE) {
      values[node] = value;
    }
  }

  /** The node that {@code b} leads to from {@code node}, or {@link #NONE}. */
  public int child(int node, byte b) {
    long key = key(node, b);
    for (int slot = slot(key); ; slot = slot + 1 & edges.length - 1) {
      long edge = edges[slot];
      if (edge == 0) {
        return NONE;
      }
      if (edge >>> 32 == key) {
        return (int) edge;
      }
    }
  }

  /**
   * The longest string that {@code bytes[from, to)} begins with: where it ends, or {@code from}
   * where there is none.
   */
  public int longest(byte[] bytes, int from, int to) {
    int end = from;
    int node = ROOT;
    for (int i = from; i < to; i++) {
      node = child(node, bytes[i]);
      if (node == NONE) {
        break;
      }
      if (values[node] != NONE) {
        end = i + 1;
      }
    }
    return end;
  }

  /** The value of the longest string that {@code bytes[from, to)} begins with, or {@link #NONE}. */
  public int longestValue(byte[] bytes, int from, int to) {
    int value = NONE;
    int node = ROOT;
    for (int i = from; i < to; i++) {
      node = child(node, bytes[i]);
      if (node == NONE) {
        break;
      }
      if (values[node] != NONE) {
        value = values[node];
      }
    }
    return value;
  }

  /** The value of {@code bytes[from, to)}, or {@link #NONE}. */
  public int find(byte[] bytes, int from, int to) {
    int node = ROOT;
    for (int i = from; i < to && node != NONE; i++) {
      node = child(node, bytes[i]);
    }
    return node == NONE ? NONE : values[node];
  }

  /** The value of the string that ends in {@code node}, or {@link #NONE}. */
  public int value(int node) {
    return values[node];
  }

  private int addChild(int node, byte b) {
    if (nodes == MOST_NODES) {
      throw new TokenizerException(
          "expected strings of at most %d different beginnings".formatted(MOST_NODES));
    }
    if (5 * nodes > 3 * edges.length) {
      grow();
    }
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
      Arrays.fill(values, nodes, values.length, NONE);
    }
    insert(key(node, b) << 32 | nodes);
    return nodes++;
  }

  private void grow() {
    long[] old = edges;
    bits++;
    edges = new long[1 << bits];
    for (long edge : old) {
      if (edge != 0) {
        insert(edge);
      }
    }
  }

  private void insert(long edge) {
    int slot = slot(edge >>> 32);
    while (edges[slot] != 0) {
      slot = slot + 1 & edges.length - 1;
    }
    edges[slot] = edge;
  }

  private static long key(int node, byte b) {
    return (long) node << 8 | b & 0xff;
  }

  private int slot(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 64 - bits);
  }
}
