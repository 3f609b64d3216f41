package dev.jeton.learn.quantize;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains prefixes of levels: some draws keep only the first 1..levels, all equally likely.
 * Zeghidour et al., arXiv:2107.03312, section III-C (share 1, one draw per call); Kumar et al.,
 * arXiv:2306.06546, section 3.3 (share 0.5, one draw per sample).
 *
 * @param share of the draws that drop, 0..1
 * @param rowsPerDraw vectors in a row that share a draw, such as a sample's places; 0 for all of a
 *     call
 */
public record LevelDropout(double share, int rowsPerDraw) {
  /** All levels, always. */
  public static final LevelDropout NONE = new LevelDropout(0, 0);

  public LevelDropout {
    if (!(share >= 0 && share <= 1) || rowsPerDraw < 0) {
      throw new IllegalArgumentException(
          "expected a share in 0..1 and rows >= 0, found %s and %d".formatted(share, rowsPerDraw));
    }
  }

  /**
   * How many levels each of {@code n} vectors keeps; depends on the seed and the step only.
   *
   * @throws IllegalArgumentException if n is no multiple of the rows per draw
   */
  int[] levels(int n, int levels, long seed, long step) {
    int rows = rowsPerDraw == 0 ? n : rowsPerDraw;
    if (n % rows != 0) {
      throw new IllegalArgumentException(
          "expected a multiple of %d vectors, as each draw keeps levels for so many, found %d"
              .formatted(rows, n));
    }
    var random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (step + 1)));
    var kept = new int[n];
    for (int i = 0; i < n; i += rows) {
      boolean drop = random.nextDouble() < share;
      int count = 1 + random.nextInt(levels);
      Arrays.fill(kept, i, i + rows, drop ? count : levels);
    }
    return kept;
  }
}
