package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Turns numbers into blocks; the other way round it is {@link BlockFormat}. */
interface BlockEncoder {

  /**
   * Encodes one block.
   *
   * @param x as many numbers as a block has, from {@code from} on; finite
   * @param out written from byte {@code at} on
   */
  void encode(float[] x, int from, MemorySegment out, long at);
}
