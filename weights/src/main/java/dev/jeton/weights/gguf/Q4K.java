package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q4_K: 256 codes of 4 bits in 8 groups, see {@link GroupScales}. Bytes: the factors of scales and
 * of subtrahends, 12 of both, 128 of codes; two groups share 32 bytes.
 */
record Q4K() implements BlockFormat {
  private static final int SCALES = 4;
  private static final int CODES = SCALES + GroupScales.BYTES;

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
        out[to + group * 32 + i] = scale * (Bits.u8(data, bytes + i) >> shift & 15) - subtrahend;
      }
    }
  }
}
