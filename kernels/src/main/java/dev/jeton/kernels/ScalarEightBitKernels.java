package dev.jeton.kernels;

/** What products of {@link EightBitRows} mean, in obvious loops over their bytes. */
final class ScalarEightBitKernels {
  private ScalarEightBitKernels() {}

  static void multiply(
      EightBitRows w, EightBitVector x, int from, int to, float[] out, int outFrom) {
    int lanes = w.lanes();
    for (int r = from; r < to; r++) {
      float sum = 0;
      for (int b = 0; b < w.groups() * lanes; b++) {
        long head = r * w.rowBytes() + 4L * b;
        float scale = number(w, head) * x.scales[b];
        int whole = w.type() == WeightType.Q8_0 ? bytes(w, r, x, b) : nibbles(w, r, x, b);
        switch (w.type()) {
          case Q8_0 -> sum = Math.fma(whole, scale, sum);
          case Q4_0 -> sum = Math.fma(whole + x.sums[b], scale, sum);
          default -> {
            sum = Math.fma(whole, scale, sum);
            float least = number(w, head + 4L * lanes * w.groups()) * x.scales[b];
            sum = Math.fma(x.sums[b], least, sum);
          }
        }
      }
      out[outFrom + r] = sum;
    }
  }

  private static float number(EightBitRows w, long at) {
    return Float.intBitsToFloat(w.data().get(WeightBlock.INT, at));
  }

  private static int bytes(EightBitRows w, int row, EightBitVector x, int b) {
    int lanes = w.lanes();
    int whole = 0;
    for (int i = 0; i < 8; i++) {
      int four = w.data().get(WeightBlock.INT, w.codes(row, b) + 4L * lanes * i);
      int at = (b / lanes * 8 + i) * 4 * lanes + 2 * (b % lanes);
      whole += (byte) four * x.codes[at] + (byte) (four >> 8) * x.codes[at + 2 * lanes];
      whole += (byte) (four >> 16) * x.codes[at + 1] + (four >> 24) * x.codes[at + 1 + 2 * lanes];
    }
    return whole;
  }

  private static int nibbles(EightBitRows w, int row, EightBitVector x, int b) {
    int lanes = w.lanes();
    int whole = 0;
    for (int i = 0; i < 4; i++) {
      int eight = w.data().get(WeightBlock.INT, w.codes(row, b) + 4L * lanes * i);
      int at = (b / lanes * 4 + i) * 8 * lanes + 2 * (b % lanes);
      for (int q = 0; q < 4; q++) {
        whole += (eight >>> 4 * q & 15) * x.codes[at + 2 * lanes * q];
        whole += (eight >>> 16 + 4 * q & 15) * x.codes[at + 1 + 2 * lanes * q];
      }
    }
    return whole;
  }
}
