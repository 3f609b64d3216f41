package dev.jeton.kernels;

import java.util.Arrays;

/**
 * A vector of int8, arranged for products with {@link EightBitRows}: each 32 neighbouring numbers
 * share a scale, {@code x = scale * code}, scale = largest magnitude / 127, codes rounded to the
 * nearest. A block with NaN or infinities gets a NaN scale, so that products are NaN; one whose
 * numbers are all below 1e-30 becomes zeros.
 *
 * <p>Codes lie in the order in which weights come out of their bytes: for each word of 4 bytes per
 * block, first those of the lowest bits of its two halves, block after block, then the next.
 */
final class EightBitVector {
  private static final ThreadLocal<EightBitVector[]> OF_THREAD =
      ThreadLocal.withInitial(() -> new EightBitVector[0]);

  short[] codes = new short[0];
  int[] sums = new int[0];
  float[] scales = new float[0];
  private int[] block = new int[32];

  /** At least {@code n} of the calling thread, with any content. */
  static EightBitVector[] ofThread(int n) {
    var vectors = OF_THREAD.get();
    if (vectors.length < n) {
      vectors = new EightBitVector[n];
      for (int i = 0; i < n; i++) {
        vectors[i] = new EightBitVector();
      }
      OF_THREAD.set(vectors);
    }
    return vectors;
  }

  /** Takes on {@code columns} numbers of x. */
  void set(EightBitRows w, float[] x, int from) {
    int lanes = w.lanes();
    int blocks = w.groups() * lanes;
    boolean bytes = w.type() == WeightType.Q8_0;
    room(blocks);
    for (int b = 0; b < blocks; b++) {
      boolean beyond = 32 * b >= w.columns();
      int sum = beyond ? zeros(b) : round(x, from + 32 * b, b);
      sums[b] = w.type() == WeightType.Q4_0 ? -8 * sum : sum;
      int group = b / lanes;
      int lane = 2 * (b % lanes);
      if (bytes) {
        bytes(group, lane, lanes);
      } else {
        nibbles(group, lane, lanes);
      }
    }
  }

  private void room(int blocks) {
    if (codes.length < 32 * blocks) {
      codes = new short[32 * blocks];
      sums = new int[blocks];
      scales = new float[blocks];
    }
  }

  private int zeros(int b) {
    Arrays.fill(block, 0);
    scales[b] = 0;
    return 0;
  }

  /** Rounds a block of 32; the sum of its codes. */
  private int round(float[] x, int at, int b) {
    float largest = 0;
    for (int k = 0; k < 32; k++) {
      largest = Math.max(largest, Math.abs(x[at + k]));
    }
    float scale = ScalarWeightKernels.scale(largest);
    scales[b] = scale;
    float factor = scale > 0 ? 127 / largest : 0;
    if (!(scale > 0)) {
      Arrays.fill(block, 0);
      return 0;
    }
    int sum = 0;
    for (int k = 0; k < 32; k++) {
      int code = (int) (x[at + k] * factor + ScalarWeightKernels.ROUND - ScalarWeightKernels.ROUND);
      block[k] = code;
      sum += code;
    }
    return sum;
  }

  private void bytes(int group, int lane, int lanes) {
    for (int i = 0; i < 8; i++) {
      int at = (group * 8 + i) * 4 * lanes + lane;
      for (int h = 0; h < 2; h++) {
        int k = 4 * i + 2 * h;
        codes[at + h] = (short) block[k];
        codes[at + h + 2 * lanes] = (short) block[k + 1];
      }
    }
  }

  private void nibbles(int group, int lane, int lanes) {
    for (int i = 0; i < 4; i++) {
      int at = (group * 4 + i) * 8 * lanes + lane;
      for (int h = 0; h < 2; h++) {
        int k = 4 * i + 2 * h;
        codes[at + h] = (short) block[k];
        codes[at + h + 2 * lanes] = (short) block[16 + k];
        codes[at + h + 4 * lanes] = (short) block[k + 1];
        codes[at + h + 6 * lanes] = (short) block[17 + k];
      }
    }
  }

  /** Replaces numbers by those that their codes mean. */
  static void round(float[] x, int from, int n, int to, float[] out) {
    for (int at = 0; at < n; at += 32) {
      float largest = 0;
      for (int k = 0; k < 32; k++) {
        largest = Math.max(largest, Math.abs(x[from + at + k]));
      }
      float scale = ScalarWeightKernels.scale(largest);
      float factor = scale > 0 ? 127 / largest : 0;
      for (int k = 0; k < 32; k++) {
        float code =
            x[from + at + k] * factor + ScalarWeightKernels.ROUND - ScalarWeightKernels.ROUND;
        out[to + at + k] = scale * (scale > 0 ? code : 0);
      }
    }
  }
}
