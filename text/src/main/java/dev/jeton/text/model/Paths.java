package dev.jeton.text.model;

import java.util.Arrays;

/** The best ways to each byte of a piece: room that is used again. */
final class Paths {
  private static final int LARGE = 1 << 12;

  /** Score of the best cover of the first i bytes. */
  double[] best = new double[64];

  /** Length of its last token; 0 where there is no cover. */
  int[] lengths = new int[64];

  /** Its last token. */
  int[] ids = new int[64];

  /** Empties the ways to the first {@code n} bytes. */
  void clear(int n) {
    if (n >= lengths.length || lengths.length > LARGE) {
      int capacity = Math.max(n + 1, 64);
      best = new double[capacity];
      lengths = new int[capacity];
      ids = new int[capacity];
    } else {
      Arrays.fill(lengths, 0, n + 1, 0);
      best[0] = 0;
    }
  }
}
