package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/** Blocks of numbers that share scales. */
public interface BlockFormat {
  /** Numbers in a block. */
  int size();

  /** Bytes of a block. */
  int bytes();

  /**
   * Decodes one block.
   *
   * @param data blocks, from any byte on
   * @param at byte where the block begins
   * @param out written, {@link #size} numbers from {@code to} on
   */
  void decode(MemorySegment data, long at, float[] out, int to);
}
