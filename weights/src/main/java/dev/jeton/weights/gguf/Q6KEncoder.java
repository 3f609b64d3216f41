package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q6_K: for each group of 16 the scale, of several around the plain one, that leaves the least
 * squared error; then the scales themselves in 8 bits.
 */
record Q6KEncoder() implements BlockEncoder {
  private static final int GROUPS = 16;
  private static final int SIZE = 16;
  private static final int TRIES = 9;

  @Override
  public void encode(float[] x, int from, MemorySegment out, long at) {
    var scales = new float[GROUPS];
    float extreme = 0;
    for (int group = 0; group < GROUPS; group++) {
      scales[group] = bestScale(x, from + group * SIZE);
      if (Math.abs(scales[group]) > Math.abs(extreme)) {
        extreme = scales[group];
      }
    }
    out.asSlice(at, 210).fill((byte) 0);
    float factor = Float.float16ToFloat(Float.floatToFloat16(extreme / -128));
    Bits.putF16(out, at + 208, factor);
    for (int group = 0; group < GROUPS; group++) {
      int scale = Math.clamp(Encoders.round(scales[group] * Encoders.inverse(factor)), -128, 127);
      Bits.put(out, at + 192 + group, scale);
      put(x, from + group * SIZE, group, Encoders.inverse(factor * scale), out, at);
    }
  }

  private static void put(
      float[] x, int from, int group, float inverse, MemorySegment out, long at) {
    int row = group % 8 / 2;
    long low = at + group / 8 * 64 + row % 2 * 32 + group % 2 * 16;
    long high = at + 128 + group / 8 * 32 + group % 2 * 16;
    for (int i = 0; i < SIZE; i++) {
      int code = code(x[from + i], inverse) + 32;
      Bits.put(out, low + i, Bits.u8(out, low + i) | (code & 15) << row / 2 * 4);
      Bits.put(out, high + i, Bits.u8(out, high + i) | code >> 4 << row * 2);
    }
  }

  private static int code(float x, float inverse) {
    return Math.clamp(Encoders.round(x * inverse), -32, 31);
  }

  /** The scale s whose codes c(s), with the best scale for these codes, leave the least error. */
  private static float bestScale(float[] x, int from) {
    float extreme = 0;
    for (int i = 0; i < SIZE; i++) {
      if (Math.abs(x[from + i]) > Math.abs(extreme)) {
        extreme = x[from + i];
      }
    }
    double best = -1;
    float scale = 0;
    for (int t = -TRIES; t <= TRIES && extreme != 0; t++) {
      float inverse = -(32 + 0.1f * t) / extreme;
      double products = 0;
      double squares = 0;
      for (int i = 0; i < SIZE; i++) {
        int code = code(x[from + i], inverse);
        products += (double) x[from + i] * code;
        squares += (double) code * code;
      }
      if (squares > 0 && products * products / squares > best) {
        best = products * products / squares;
        scale = (float) (products / squares);
      }
    }
    return scale;
  }
}
