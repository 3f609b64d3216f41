package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.I;

/**
 * Products of {@link EightBitRows} with {@link EightBitVectors}, a tile of vectors at a time, so
 * that weights are taken apart once for all of them. A lane is a row of weights; what is summed for
 * it, and in which order, depends neither on the tile nor on the number of lanes.
 */
final class VectorEightBitKernels {
  static final int LANES = I.length();

  private static final int TILE = 4;

  private VectorEightBitKernels() {}

  /** Panels [from, to) of w times all vectors: {@code out[outFrom + i * rows + r]}. */
  static void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    float[] last = VectorScratchKernels.get().block(TILE * LANES);
    int rows = w.rows();
    for (int p = from; p < to; p++) {
      int[] data = w.panel(p);
      int at = w.start(p);
      int count = Math.min(LANES, rows - p * LANES);
      for (int i = 0; i < x.n(); ) {
        int tile = EightBitVectors.tile(i, x.n());
        int first = outFrom + i * rows + p * LANES;
        if (count == LANES) {
          multiply(w, data, at, x, i, tile, out, first, rows);
        } else {
          multiply(w, data, at, x, i, tile, last, 0, LANES);
          for (int t = 0; t < tile; t++) {
            System.arraycopy(last, t * LANES, out, first + t * rows, count);
          }
        }
        i += tile;
      }
    }
  }

  /** A panel times a tile: {@code out[to + t * stride + lane]}. */
  private static void multiply(
      EightBitRows w,
      int[] data,
      int at,
      EightBitVectors x,
      int first,
      int tile,
      float[] out,
      int to,
      int stride) {
    int words = w.groups() * w.groupWords();
    int k = x.codesFrom(first);
    int q = x.groupsFrom(first);
    if (w.nibbles()) {
      boolean least = w.type() == WeightType.Q4_K;
      nibbles(data, at, words, least, x, k, q, tile, out, to, stride);
    } else {
      bytes(data, at, words, w.groupWords(), x, k, q, tile, out, to, stride);
    }
  }

  private static void bytes(
      int[] data,
      int at,
      int words,
      int group,
      EightBitVectors x,
      int k,
      int q,
      int tile,
      float[] out,
      int to,
      int stride) {
    int[] codes = x.codes();
    float[] scales = x.scales();
    switch (tile) {
      case 1 -> VectorByteKernels.one(data, at, words, group, codes, k, scales, q, out, to);
      case 2 -> VectorByteKernels.two(data, at, words, group, codes, k, scales, q, out, to, stride);
      default ->
          VectorByteKernels.four(data, at, words, group, codes, k, scales, q, out, to, stride);
    }
  }

  private static void nibbles(
      int[] data,
      int at,
      int words,
      boolean least,
      EightBitVectors x,
      int k,
      int q,
      int tile,
      float[] out,
      int to,
      int stride) {
    int[] codes = x.codes();
    int[] starts = x.starts();
    float[] scales = x.scales();
    float[] sums = x.sums();
    switch (tile) {
      case 1 ->
          VectorNibbleKernels.one(
              data, at, words, least, codes, k, starts, scales, sums, q, out, to);
      case 2 ->
          VectorNibbleKernels.two(
              data, at, words, least, codes, k, starts, scales, sums, q, out, to, stride);
      default ->
          VectorNibbleKernels.four(
              data, at, words, least, codes, k, starts, scales, sums, q, out, to, stride);
    }
  }
}
