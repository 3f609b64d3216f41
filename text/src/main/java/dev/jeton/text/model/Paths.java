package dev.jeton.text.model;

/** The best ways to each byte of a piece: room that is used again. */
final class Paths {
  private static final int LARGE = 1 << 12;

  /** Score of the best cover of the first i bytes. */
  double[] best = new double[64];

  /** Its last token: length << 32 | id + 1, 0 where there is no cover. */
  long[] links = new long[64];

  /** Makes room for the ways to the first {@code n} bytes; what is there means nothing. */
  void reserve(int n) {
    if (n >= links.length || links.length > LARGE) {
      int capacity = Math.max(n + 1, 64);
      best = new double[capacity];
      links = new long[capacity];
    }
    best[0] = 0;
  }
}
