package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** IQ4_NL: blocks of 32 codes into a table that is denser around zero, times a scale. */
record TableBlocks() implements BlockFormat {
  private static final int SIZE = 32;

  private static final byte[] TABLE = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public int bytes() {
    return 2 + SIZE / 2;
  }

  @Override
  public void decode(MemorySegment data, long at, float[] out, int to) {
    float scale = Bits.f16(data, at);
    for (int i = 0; i < SIZE / 2; i++) {
      int pair = Bits.u8(data, at + 2 + i);
      out[to + i] = scale * TABLE[pair & 15];
      out[to + SIZE / 2 + i] = scale * TABLE[pair >> 4];
    }
  }
}
