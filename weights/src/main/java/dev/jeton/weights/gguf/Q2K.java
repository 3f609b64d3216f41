package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q2_K: 256 codes of 2 bits in 16 groups. A group has a scale (low 4 bits of a byte) and a
 * subtrahend (high 4 bits), each times a factor of the block. Bytes: 16 of scales, 64 of codes, the
 * two factors.
 */
record Q2K() implements BlockFormat {
  private static final int CODES = 16;
  private static final int FACTORS = CODES + 64;

  @Override
  public int size() {
    return 256;
  }

  @Override
  public int bytes() {
    return FACTORS + 4;
  }

  @Override
  public void decode(MemorySegment data, long at, float[] out, int to) {
    float scales = Bits.f16(data, at + FACTORS);
    float subtrahends = Bits.f16(data, at + FACTORS + 2);
    for (int group = 0; group < 16; group++) {
      int packed = Bits.u8(data, at + group);
      float scale = scales * (packed & 15);
      float subtrahend = subtrahends * (packed >> 4);
      // 8 groups share 32 bytes: two lie side by side in each of the four pairs of bits
      long bytes = at + CODES + group / 8 * 32 + group % 2 * 16;
      int shift = group % 8 / 2 * 2;
      for (int i = 0; i < 16; i++) {
        out[to + group * 16 + i] = scale * (Bits.u8(data, bytes + i) >> shift & 3) - subtrahend;
      }
    }
  }
}
