package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Q8_0 as ggml's {@code quantize_row_q8_0_ref}: the largest magnitude becomes 127. */
record Q8Encoder() implements BlockEncoder {
  @Override
  public void encode(float[] x, int from, MemorySegment out, long at) {
    float largest = 0;
    for (int i = 0; i < 32; i++) {
      largest = Math.max(largest, Math.abs(x[from + i]));
    }
    float scale = largest / 127;
    float inverse = Encoders.inverse(scale);
    Bits.putF16(out, at, scale);
    for (int i = 0; i < 32; i++) {
      Bits.put(out, at + 2 + i, Encoders.round(x[from + i] * inverse));
    }
  }
}
