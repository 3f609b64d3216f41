package dev.jeton.weights.gguf;

import java.lang.foreign.MemorySegment;

/**
 * The 8 scales and 8 subtrahends of Q4_K and Q5_K, 6 bits each in 12 bytes: 4 bytes of the first
 * scales, 4 of the first subtrahends, 4 of the low halves of the others, whose high bits lie above
 * the first ones.
 */
final class GroupScales {
  static final int BYTES = 12;

  private GroupScales() {}

  static int scale(MemorySegment data, long at, int group) {
    return group < 4
        ? Bits.u8(data, at + group) & 63
        : Bits.u8(data, at + group + 4) & 15 | Bits.u8(data, at + group - 4) >> 6 << 4;
  }

  static int subtrahend(MemorySegment data, long at, int group) {
    return group < 4
        ? Bits.u8(data, at + group + 4) & 63
        : Bits.u8(data, at + group + 4) >> 4 | Bits.u8(data, at + group) >> 6 << 4;
  }
}
