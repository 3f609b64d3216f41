package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Blocks of 32 codes around zero times one scale of 16 bits. */
final class ScaledBlocks {
  private static final int SIZE = 32;

  private ScaledBlocks() {}

  /** Codes −128 to 127. */
  record Q8() implements BlockFormat {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public int bytes() {
      return 2 + SIZE;
    }

    @Override
    public void decode(MemorySegment data, long at, float[] out, int to) {
      float scale = Bits.f16(data, at);
      for (int i = 0; i < SIZE; i++) {
        out[to + i] = scale * Bits.i8(data, at + 2 + i);
      }
    }
  }

  /** Codes −8 to 7; the low halves of bytes are the first 16, the high halves the others. */
  record Q4() implements BlockFormat {
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
        out[to + i] = scale * ((pair & 15) - 8);
        out[to + SIZE / 2 + i] = scale * ((pair >> 4) - 8);
      }
    }
  }

  /** Codes −16 to 15: as {@link Q4}, with the fifth bits in a word of their own. */
  record Q5() implements BlockFormat {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public int bytes() {
      return 2 + 4 + SIZE / 2;
    }

    @Override
    public void decode(MemorySegment data, long at, float[] out, int to) {
      float scale = Bits.f16(data, at);
      int fifth = Bits.u32(data, at + 2);
      for (int i = 0; i < SIZE / 2; i++) {
        int pair = Bits.u8(data, at + 6 + i);
        out[to + i] = scale * ((pair & 15 | (fifth >> i & 1) << 4) - 16);
        out[to + SIZE / 2 + i] = scale * ((pair >> 4 | (fifth >> SIZE / 2 + i & 1) << 4) - 16);
      }
    }
  }
}
