package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q4_1 and Q5_1: blocks of 32 codes from 0 on, times a scale, plus the block's least number; both
 * of 16 bits.
 *
 * @param fifth whether codes have 5 bits instead of 4
 */
record ShiftedBlocks(boolean fifth) implements BlockFormat {
  private static final int SIZE = 32;

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public int bytes() {
    return 4 + (fifth ? 4 : 0) + SIZE / 2;
  }

  @Override
  public void decode(MemorySegment data, long at, float[] out, int to) {
    float scale = Bits.f16(data, at);
    float least = Bits.f16(data, at + 2);
    int high = fifth ? Bits.u32(data, at + 4) : 0;
    long pairs = at + (fifth ? 8 : 4);
    for (int i = 0; i < SIZE / 2; i++) {
      int pair = Bits.u8(data, pairs + i);
      out[to + i] = scale * (pair & 15 | (high >> i & 1) << 4) + least;
      out[to + SIZE / 2 + i] = scale * (pair >> 4 | (high >> SIZE / 2 + i & 1) << 4) + least;
    }
  }
}
