package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** What products with quantised weights mean; the fast kernels return the same bits. */
final class ScalarWeightKernels {
  private ScalarWeightKernels() {}

  /** Row {@code row} of x becomes codes, scales and sums. */
  static void quantize(float[] x, int from, QuantizedActivations to, int row) {
    int tile = to.tile(row);
    int blocks = to.columns() / 32;
    for (int b = 0; b < blocks; b++) {
      int start = from + 32 * b;
      float largest = 0;
      for (int k = 0; k < 32; k++) {
        largest = Math.max(largest, Math.abs(x[start + k]));
      }
      float scale = scale(largest);
      float factor = scale > 0 ? 127 / largest : 0;
      int sum = 0;
      for (int k = 0; k < 32; k += 8) {
        int eight = 0;
        for (int j = k; j < k + 8; j++) {
          int code = scale > 0 ? (int) (x[start + j] * factor + ROUND - ROUND) : 0;
          to.codes()[to.index(row, to.columns()) + (32 * b + j) * tile] =
              QuantizedActivations.twice(code);
          eight += code;
        }
        to.eights()[to.index(row, to.columns() / 8) + (4 * b + k / 8) * tile] =
            QuantizedActivations.twice(-32 * eight);
        sum += eight;
      }
      int at = to.index(row, blocks) + b * tile;
      to.scales()[at] = scale;
      to.sums()[at] = -scale * sum;
      to.offsets()[at] = QuantizedActivations.twice(-8 * sum);
    }
  }

  /** Added and taken away again, it leaves the nearest integer, ties to even. */
  static final float ROUND = 0x1.8p23f;

  /** Of a block whose largest magnitude is {@code largest}. */
  static float scale(float largest) {
    return largest < 1e-30f ? 0 : largest <= Float.MAX_VALUE ? largest / 127 : Float.NaN;
  }

  /** Products of panels [from, to) with all rows of x: {@code out[outFrom + i * rows + r]}. */
  static void multiply(
      WeightPanels w, QuantizedActivations x, int from, int to, float[] out, int outFrom) {
    var codes = new byte[32 * w.lanes()];
    var scales = new float[2 * w.lanes()];
    var mins = new float[w.lanes()];
    var sums = new float[w.lanes()];
    for (int i = 0; i < x.rows(); i++) {
      for (int p = from; p < to; p++) {
        Arrays.fill(sums, 0);
        for (int u = 0; u < w.columns() / 32; u++) {
          read(w, p, u, codes, scales, mins);
          add(w, codes, scales, mins, x, i, u, sums);
        }
        int first = p * w.lanes();
        int count = Math.min(w.lanes(), w.rows() - first);
        System.arraycopy(sums, 0, out, outFrom + i * w.rows() + first, count);
      }
    }
  }

  /** sums += unit u of a panel times 32 numbers of row i. */
  private static void add(
      WeightPanels w,
      byte[] codes,
      float[] scales,
      float[] mins,
      QuantizedActivations x,
      int i,
      int u,
      float[] sums) {
    int lanes = w.lanes();
    int tile = x.tile(i);
    int xs = x.index(i, x.columns()) + 32 * u * tile;
    int xb = x.index(i, x.columns() / 32) + u * tile;
    float scale = x.scales()[xb];
    for (int r = 0; r < lanes; r++) {
      int first = 0;
      int second = 0;
      for (int k = 0; k < 16; k++) {
        first += codes[k * lanes + r] * (short) x.codes()[xs + k * tile];
        second += codes[(k + 16) * lanes + r] * (short) x.codes()[xs + (k + 16) * tile];
      }
      if (w.type() == WeightType.Q6_K) {
        sums[r] = Math.fma(first, scales[r] * scale, sums[r]);
        sums[r] = Math.fma(second, scales[lanes + r] * scale, sums[r]);
      } else {
        sums[r] = Math.fma(first + second, scales[r] * scale, sums[r]);
      }
      if (w.type() == WeightType.Q4_K) {
        sums[r] = Math.fma(mins[r], x.sums()[xb], sums[r]);
      }
    }
  }

  /**
   * Unit u of panel p.
   *
   * @param codes written, {@code [32][lanes]}, signed
   * @param scales written, {@code [2][lanes]}; the second row for the last 16 values of Q6_K
   * @param mins written, {@code [lanes]}: for Q4_K what is to be taken away
   */
  private static void read(
      WeightPanels w, int p, int u, byte[] codes, float[] scales, float[] mins) {
    int lanes = w.lanes();
    var type = w.type();
    MemorySegment data = w.data();
    long block = w.start(p) + (long) (u / type.units()) * lanes * type.packedBytes();
    long unit = block + (long) lanes * (type.headBytes() + u % type.units() * type.unitBytes());
    for (int r = 0; r < lanes; r++) {
      short pair = data.get(WeightBlock.SHORT, unit + 2L * r);
      float d = Float.float16ToFloat(data.get(WeightBlock.SHORT, block + 2L * r));
      switch (type) {
        case Q4_K -> {
          scales[r] = d * (pair & 0xFF);
          short least = data.get(WeightBlock.SHORT, block + 2L * (lanes + r));
          mins[r] = Float.float16ToFloat(least) * (pair >> 8);
        }
        case Q6_K -> {
          scales[r] = d * (byte) pair;
          scales[lanes + r] = d * (pair >> 8);
        }
        default -> scales[r] = Float.float16ToFloat(pair);
      }
    }
    readCodes(type, data, unit + 2L * lanes, lanes, codes);
  }

  private static void readCodes(
      WeightType type, MemorySegment data, long from, int lanes, byte[] codes) {
    if (type == WeightType.Q8_0) {
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, from, codes, 0, 32 * lanes);
      return;
    }
    int zero = type == WeightType.Q4_0 ? 8 : type == WeightType.Q6_K ? 32 : 0;
    for (int k = 0; k < 32; k++) {
      for (int r = 0; r < lanes; r++) {
        int code = data.get(WeightBlock.SHORT, from + 2L * (k / 4 * lanes + r)) >> 4 * (k & 3) & 15;
        if (type == WeightType.Q6_K) {
          long pairs = from + 2L * ((8 + k / 8) * lanes + r);
          code |= (data.get(WeightBlock.SHORT, pairs) >> WeightPanels.pairShift(k & 7) & 3) << 4;
        }
        codes[k * lanes + r] = (byte) (code - zero);
      }
    }
  }
}
