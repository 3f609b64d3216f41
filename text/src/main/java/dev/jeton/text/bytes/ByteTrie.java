package dev.jeton.text.bytes;

import java.util.Arrays;

/** Byte strings by their prefixes: from a node, a byte leads to the next one. */
public final class ByteTrie {
  /** The node of the empty string. */
  public static final int ROOT = 0;

  /** No such node, no such value. */
  public static final int NONE = -1;

  private long[] keys = new long[256]; // (node + 1) << 8 | byte; 0 is free
  private int[] children = new int[256];
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
    int mask = keys.length - 1;
    for (int slot = slot(key); ; slot = slot + 1 & mask) {
      if (keys[slot] == key) {
        return children[slot];
      }
      if (keys[slot] == 0) {
        return NONE;
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
    if (2 * (nodes + 1) > keys.length) {
      grow();
    }
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
      Arrays.fill(values, nodes, values.length, NONE);
    }
    insert(key(node, b), nodes);
    return nodes++;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldChildren = children;
    keys = new long[2 * oldKeys.length];
    children = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        insert(oldKeys[i], oldChildren[i]);
      }
    }
  }

  private void insert(long key, int child) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    children[slot] = child;
  }

  private static long key(int node, byte b) {
    return (long) (node + 1) << 8 | b & 0xff;
  }

  private int slot(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 32) & keys.length - 1;
  }
}
