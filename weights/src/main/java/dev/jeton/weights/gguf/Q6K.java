package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q6_K: 256 codes −32 to 31 in 16 groups with scales of 8 bits times a factor of the block. Bytes:
 * 128 of the low 4 bits, 64 of the high 2, 16 of scales, the factor.
 */
record Q6K() implements BlockFormat {
  private static final int HIGH = 128;
  private static final int SCALES = HIGH + 64;
  private static final int FACTOR = SCALES + 16;

  @Override
  public int size() {
    return 256;
  }

  @Override
  public int bytes() {
    return FACTOR + 2;
  }

  @Override
  public void decode(MemorySegment data, long at, float[] out, int to) {
    float factor = Bits.f16(data, at + FACTOR);
    for (int group = 0; group < 16; group++) {
      float scale = factor * Bits.i8(data, at + SCALES + group);
      int half = group / 8;
      int row = group % 8 / 2; // of 32 numbers, four in a half
      int beside = group % 2 * 16;
      long low = at + half * 64 + row % 2 * 32 + beside;
      long high = at + HIGH + half * 32 + beside;
      for (int i = 0; i < 16; i++) {
        int code =
            Bits.u8(data, low + i) >> row / 2 * 4 & 15
                | (Bits.u8(data, high + i) >> row * 2 & 3) << 4;
        out[to + group * 16 + i] = scale * (code - 32);
      }
    }
  }
}
