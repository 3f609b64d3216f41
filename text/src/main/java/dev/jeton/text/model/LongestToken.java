package dev.jeton.text.model;

import dev.jeton.text.bytes.DoubleArray;

/**
 * The longest token that a text begins with. One look finds what two bytes lead to, further ones go
 * through the tree.
 */
final class LongestToken {
  private static final int NONE = -1;
  private static final long VALUE = 0xffffffL; // of a node

  private final DoubleArray trie;

  /** By two bytes, their node with the value of the longest token in them, or that alone. */
  private final long[] starts = new long[1 << 16];

  /** Tokens with their ids. */
  LongestToken(byte[][] tokens, int[] ids) {
    trie = DoubleArray.of(tokens, ids);
    for (int two = 0; two < starts.length; two++) {
      long one = trie.child(trie.root(), (byte) (two >>> 8));
      long node = one == DoubleArray.NONE ? one : trie.child(one, (byte) two);
      starts[two] = (node & VALUE) == 0 ? node & ~VALUE | one & VALUE : node;
    }
  }

  /** The id of the longest token that {@code bytes[from, to)} begins with, or −1. */
  int find(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return from == to ? NONE : DoubleArray.value(trie.child(trie.root(), bytes[from]));
    }
    long node = starts[(bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff];
    int found = DoubleArray.value(node);
    if ((node & ~VALUE) == 0) {
      return found;
    }
    for (int i = from + 2; i < to; i++) {
      node = trie.child(node, bytes[i]);
      if (node == DoubleArray.NONE) {
        break;
      }
      int value = DoubleArray.value(node);
      found = value >= 0 ? value : found;
    }
    return found;
  }
}
