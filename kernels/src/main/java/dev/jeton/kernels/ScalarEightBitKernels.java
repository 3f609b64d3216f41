package dev.jeton.kernels;

/** What products of {@link EightBitRows} mean, in obvious loops over their bytes. */
final class ScalarEightBitKernels {
  private ScalarEightBitKernels() {}

  static void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    var sums = new float[w.lanes()];
    for (int i = 0; i < x.n(); ) {
      int tile = EightBitVectors.tile(i, x.n());
      for (int t = 0; t < tile; t++) {
        for (int r = from; r < to; r++) {
          out[outFrom + (i + t) * w.rows() + r] = row(w, r, x, x.block(i), t, tile, sums);
        }
      }
      i += tile;
    }
  }

  /** A row times vector t of a tile: first each lane's blocks, then halves are added to halves. */
  private static float row(
      EightBitRows w, int r, EightBitVectors x, long first, int t, int tile, float[] sums) {
    int lanes = w.lanes();
    for (int lane = 0; lane < lanes; lane++) {
      float sum = 0;
      for (int g = 0; g < w.groups(); g++) {
        long at = first + (long) (g * tile + t) * lanes + lane;
        long codes = 64 * (first + (long) g * tile * lanes) + 4L * (t * lanes + lane);
        int block = g * lanes + lane;
        long head = w.head(r, block);
        long step = 4L * tile * lanes;
        if (w.type() == WeightType.Q6_K) {
          for (int half = 0; half < 2; half++) {
            int whole = products(w, r, block, x, codes, step, 8 * half, 8 * half + 8);
            float scale = number(w, head + 20L * half * lanes);
            sum = Math.fma(whole, scale * scale(x, at), sum);
          }
        } else {
          int whole = x.starts().get(WeightBlock.INT, 4 * at);
          whole += products(w, r, block, x, codes, step, 0, 16);
          sum = Math.fma(whole, number(w, head) * scale(x, at), sum);
        }
      }
      for (int g = 0; w.type() == WeightType.Q4_K && g < w.groups(); g++) {
        long at = first + (long) (g * tile + t) * lanes + lane;
        float least = number(w, w.head(r, g * lanes + lane) + 4L * lanes);
        sum = Math.fma(x.sums().get(WeightBlock.INT, 4 * at), least * scale(x, at), sum);
      }
      sums[lane] = sum;
    }
    for (int h = lanes / 2; h > 0; h /= 2) {
      for (int lane = 0; lane < h; lane++) {
        sums[lane] += sums[lane + h];
      }
    }
    return sums[0];
  }

  private static float number(EightBitRows w, long at) {
    return Float.intBitsToFloat(w.data().get(WeightBlock.INT, at));
  }

  private static float scale(EightBitVectors x, long at) {
    return Float.intBitsToFloat(x.scales().get(WeightBlock.INT, 4 * at));
  }

  /**
   * The products of pairs [from, to) of block b's codes, summed: pairs of x lie {@code step} bytes
   * apart.
   */
  private static int products(
      EightBitRows w, int row, int b, EightBitVectors x, long codes, long step, int from, int to) {
    int parts = w.nibbles() ? 4 : 2;
    int whole = 0;
    for (int i = from; i < to; i++) {
      int word = w.data().get(WeightBlock.INT, w.word(row, b, i / parts));
      int pair = x.codes().get(WeightBlock.INT, codes + i * step);
      whole += w.code(word, i % parts) * (short) pair;
      whole += w.code(word >>> 16, i % parts) * (pair >> 16);
    }
    return whole;
  }
}
