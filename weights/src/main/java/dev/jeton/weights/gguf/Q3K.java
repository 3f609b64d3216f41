package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q3_K: 256 codes −4 to 3 in 16 groups with scales −32 to 31 times a factor of the block. Bytes: 32
 * of third bits (set where 4 is not subtracted), 64 of the lower two bits, 12 of scales, the
 * factor.
 */
record Q3K() implements BlockFormat {
  private static final int CODES = 32;
  private static final int SCALES = CODES + 64;
  private static final int FACTOR = SCALES + 12;

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
      float scale = factor * scale(data, at + SCALES, group);
      int beside = group % 2 * 16;
      long low = at + CODES + group / 8 * 32 + beside;
      int shift = group % 8 / 2 * 2;
      for (int i = 0; i < 16; i++) {
        int third = Bits.u8(data, at + beside + i) >> group / 2 & 1;
        int code = (Bits.u8(data, low + i) >> shift & 3) - (third == 1 ? 0 : 4);
        out[to + group * 16 + i] = scale * code;
      }
    }
  }

  /** Low 4 bits in the halves of 8 bytes, high 2 bits in pairs of bits of the other 4. */
  private static int scale(MemorySegment data, long at, int group) {
    int low = Bits.u8(data, at + group % 8) >> group / 8 * 4 & 15;
    int high = Bits.u8(data, at + 8 + group % 4) >> group / 4 * 2 & 3;
    return (low | high << 4) - 32;
  }
}
