package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q5_K: as {@link Q4K} with a fifth bit of each code. Bytes: the factors of scales and of
 * subtrahends, 12 of both, 32 of fifth bits, 128 of the lower four.
 */
record Q5K() implements BlockFormat {
  private static final int SCALES = 4;
  private static final int FIFTH = SCALES + GroupScales.BYTES;
  private static final int CODES = FIFTH + 32;

  @Override
  public int size() {
    return 256;
  }

  @Override
  public int bytes() {
    return CODES + 128;
  }

  @Override
  public void decode(MemorySegment data, long at, float[] out, int to) {
    float scales = Bits.f16(data, at);
    float subtrahends = Bits.f16(data, at + 2);
    for (int group = 0; group < 8; group++) {
      float scale = scales * GroupScales.scale(data, at + SCALES, group);
      float subtrahend = subtrahends * GroupScales.subtrahend(data, at + SCALES, group);
      long bytes = at + CODES + group / 2 * 32;
      int shift = group % 2 * 4;
      for (int i = 0; i < 32; i++) {
        int fifth = Bits.u8(data, at + FIFTH + i) >> group & 1;
        int code = Bits.u8(data, bytes + i) >> shift & 15 | fifth << 4;
        out[to + group * 32 + i] = scale * code - subtrahend;
      }
    }
  }
}
