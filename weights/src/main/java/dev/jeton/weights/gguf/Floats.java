package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Numbers that stand alone. */
final class Floats {
  private Floats() {}

  /** IEEE 754 in 32 bits. */
  record F32() implements BlockFormat {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int bytes() {
      return 4;
    }

    @Override
    public void decode(MemorySegment data, long at, float[] out, int to) {
      out[to] = Bits.f32(data, at);
    }
  }

  /** IEEE 754 in 16 bits. */
  record F16() implements BlockFormat {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int bytes() {
      return 2;
    }

    @Override
    public void decode(MemorySegment data, long at, float[] out, int to) {
      out[to] = Bits.f16(data, at);
    }
  }

  /** The upper half of 32 bits. */
  record BF16() implements BlockFormat {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int bytes() {
      return 2;
    }

    @Override
    public void decode(MemorySegment data, long at, float[] out, int to) {
      out[to] = Bits.bf16(data, at);
    }
  }
}
