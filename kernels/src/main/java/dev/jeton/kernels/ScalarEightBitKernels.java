package dev.jeton.kernels;

/** What products of {@link EightBitRows} mean, in obvious loops. */
final class ScalarEightBitKernels {
  private ScalarEightBitKernels() {}

  static void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    for (int p = from; p < to; p++) {
      int[] panel = w.panel(p);
      int first = p * w.lanes();
      for (int i = 0; i < x.n(); i++) {
        for (int r = first; r < Math.min(w.rows(), first + w.lanes()); r++) {
          int at = w.start(p) + r - first;
          out[outFrom + i * w.rows() + r] = row(w, panel, at, x, i);
        }
      }
    }
  }

  /** A row of a panel times a vector, group after group. */
  private static float row(EightBitRows w, int[] panel, int at, EightBitVectors x, int vector) {
    int lanes = w.lanes();
    int first = x.firstOfTile(vector);
    int tile = EightBitVectors.tile(first, x.n());
    int code = x.codesFrom(first) + vector - first;
    int group = x.groupsFrom(first) + vector - first;
    float sum = 0;
    for (int g = 0; g < w.groups(); g++, group += tile) {
      int whole = x.starts()[group];
      for (int i = 0; i < w.groupWords(); i++, at += lanes) {
        for (int part = 0; part < (w.nibbles() ? 4 : 2); part++, code += tile) {
          int pair = x.codes()[code];
          whole += code(w, panel[at], part) * (short) pair;
          whole += code(w, panel[at] >> 16, part) * (pair >> 16);
        }
      }
      sum = Math.fma(whole, Float.intBitsToFloat(panel[at]) * x.scales()[group], sum);
      at += lanes;
      if (w.type() == WeightType.Q4_K) {
        sum = Math.fma(Float.intBitsToFloat(panel[at]), x.sums()[group], sum);
        at += lanes;
      }
    }
    return sum;
  }

  /** Part of half a word: the low byte or the high one, or a nibble, the lowest first. */
  private static int code(EightBitRows w, int half, int part) {
    return w.nibbles() ? half >> 4 * part & 15 : (byte) (half >> 8 * part);
  }

  /** Vector number {@code vector} of {@code to}, from x. */
  static void round(EightBitVectors to, EightBitRows w, float[] x, int from, int vector) {
    int first = to.firstOfTile(vector);
    int tile = EightBitVectors.tile(first, to.n());
    int code = to.codesFrom(first) + vector - first;
    int group = to.groupsFrom(first) + vector - first;
    boolean nibbles = w.nibbles();
    int groupsOfBlock = 32 / w.groupColumns();
    boolean offset = w.type() == WeightType.Q4_0;
    for (int k = from; k < from + w.columns(); k += 32) {
      float largest = largest(x, k);
      float scale = EightBitVectors.scale(largest);
      float factor = scale > 0 ? 127 / largest : 0;
      int sum = 0;
      for (int i = 0; i < 16; i++, code += tile) { // word and part
        int c = nibbles ? 4 * (i >> 2) + (i >> 1 & 1) + 16 * (i & 1) : 4 * (i >> 1) + (i & 1);
        int low = code(x[k + c] * factor);
        int high = code(x[k + c + 2] * factor);
        to.codes()[code] = low & 0xFFFF | high << 16;
        sum += low + high;
      }
      for (int g = 0; g < groupsOfBlock; g++, group += tile) {
        to.scales()[group] = scale;
        to.starts()[group] = offset ? -8 * sum : 0;
        to.sums()[group] = scale * sum;
      }
    }
  }

  /** Compared as whole numbers, of which NaN is the largest and the order that of magnitudes. */
  private static float largest(float[] x, int from) {
    int largest = 0;
    for (int k = from; k < from + 32; k++) {
      largest = Math.max(largest, Float.floatToRawIntBits(x[k]) & Integer.MAX_VALUE);
    }
    return Float.intBitsToFloat(largest);
  }

  /** Added, it leaves the nearest integer, ties to even, in the lowest bits. */
  private static final float ROUND = 0x1.8p23f;

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  private static int code(float scaled) {
    return Float.floatToRawIntBits(scaled + ROUND) - ROUND_BITS;
  }
}
