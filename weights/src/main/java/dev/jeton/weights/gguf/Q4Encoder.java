package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Q4_0 as ggml's {@code quantize_row_q4_0_ref}: the number of largest magnitude becomes −8. */
record Q4Encoder() implements BlockEncoder {
  @Override
  public void encode(float[] x, int from, MemorySegment out, long at) {
    float extreme = 0;
    for (int i = 0; i < 32; i++) {
      if (Math.abs(x[from + i]) > Math.abs(extreme)) {
        extreme = x[from + i];
      }
    }
    float scale = extreme / -8;
    float inverse = Encoders.inverse(scale);
    Bits.putF16(out, at, scale);
    for (int i = 0; i < 16; i++) {
      int low = code(x[from + i], inverse);
      int high = code(x[from + 16 + i], inverse);
      Bits.put(out, at + 2 + i, low | high << 4);
    }
  }

  private static int code(float x, float inverse) {
    return Math.min(15, (int) (x * inverse + 8.5f));
  }
}
