package dev.jeton.text.compress;

import java.util.Arrays;

/**
 * Divides codewords among the 256 bytes in proportion to their frequencies: everybody gets the
 * whole part of what is due, and what is left goes to the largest remainders, the lower byte first
 * (Hamilton's method). Exact and the same everywhere. For one thread.
 */
final class Shares {
  private final long[] remainders = new long[ByteModel.BYTES];

  /**
   * Adds each byte's share.
   *
   * @param codewords to divide, at least 0
   * @param shares of the 256 bytes; those of this division are added
   */
  void add(int[] frequencies, int codewords, int[] shares) {
    long sum = 0;
    for (int frequency : frequencies) {
      sum += frequency;
    }
    int left = codewords;
    for (int b = 0; b < ByteModel.BYTES; b++) {
      long due = (long) frequencies[b] * codewords;
      int whole = (int) (due / sum);
      shares[b] += whole;
      left -= whole;
      remainders[b] = (due - whole * sum) << 8 | 255 - b;
    }
    if (left > 0) {
      Arrays.sort(remainders);
      for (int i = 0; i < left; i++) {
        shares[255 - (int) (remainders[255 - i] & 255)]++;
      }
    }
  }
}
