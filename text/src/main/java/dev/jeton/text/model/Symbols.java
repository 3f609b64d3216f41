package dev.jeton.text.model;

import java.util.Arrays;

/** Tokens of a piece of text, and how many bytes each stands for. */
final class Symbols {
  private static final int LARGE = 1 << 14;

  int[] ids = new int[64];
  int[] lengths = new int[64];
  int n;

  /** Makes room for {@code more} tokens. */
  void reserve(int more) {
    if (n + more > ids.length) {
      int capacity = Math.max(n + more, Math.addExact(n, n / 2));
      ids = Arrays.copyOf(ids, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
    }
  }

  /** Gives up the room of a very long piece. */
  void letGo() {
    if (ids.length > LARGE) {
      ids = new int[64];
      lengths = new int[64];
      n = 0;
    }
  }

  void add(int id, int length) {
    if (n == ids.length) {
      reserve(1);
    }
    ids[n] = id;
    lengths[n++] = length;
  }
}
