package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * One block of quantised weights taken apart: {@code value(k) = d * scale(k) * (code(k) - zero) -
 * dmin * min(k)}, with codes kept as they are stored (unsigned but for Q8_0). Not thread-safe;
 * reused from block to block.
 */
final class WeightBlock {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final WeightType type;
  final byte[] codes;
  final byte[] scales = new byte[16]; // per 32 values (Q4_K) or 16 (Q6_K)
  final byte[] mins = new byte[8];
  short d;
  short dmin;

  WeightBlock(WeightType type) {
    this.type = type;
    this.codes = new byte[type.blockValues()];
  }

  /** Reads the block at {@code from}. */
  void read(MemorySegment blocks, long from) {
    switch (type) {
      case Q8_0 -> {
        d = blocks.get(SHORT, from);
        MemorySegment.copy(blocks, ValueLayout.JAVA_BYTE, from + 2, codes, 0, 32);
      }
      case Q4_0 -> {
        d = blocks.get(SHORT, from);
        nibbles(blocks, from + 2, 16, 0);
      }
      case Q4_K -> readQ4K(blocks, from);
      case Q6_K -> readQ6K(blocks, from);
      default -> throw new IllegalArgumentException(type + " has no blocks");
    }
  }

  /** Low nibbles of {@code n} bytes to {@code codes[to]} on, then the high ones. */
  private void nibbles(MemorySegment blocks, long from, int n, int to) {
    for (int i = 0; i < n; i++) {
      int pair = blocks.get(ValueLayout.JAVA_BYTE, from + i);
      codes[to + i] = (byte) (pair & 15);
      codes[to + n + i] = (byte) (pair >> 4 & 15);
    }
  }

  private void readQ4K(MemorySegment blocks, long from) {
    d = blocks.get(SHORT, from);
    dmin = blocks.get(SHORT, from + 2);
    for (int j = 0; j < 4; j++) {
      int s = blocks.get(ValueLayout.JAVA_BYTE, from + 4 + j);
      int m = blocks.get(ValueLayout.JAVA_BYTE, from + 8 + j);
      int high = blocks.get(ValueLayout.JAVA_BYTE, from + 12 + j);
      scales[j] = (byte) (s & 63);
      mins[j] = (byte) (m & 63);
      scales[j + 4] = (byte) (high & 15 | s >> 2 & 48);
      mins[j + 4] = (byte) (high >> 4 & 15 | m >> 2 & 48);
    }
    for (int c = 0; c < 4; c++) {
      nibbles(blocks, from + 16 + 32 * c, 32, 64 * c);
    }
  }

  private void readQ6K(MemorySegment blocks, long from) {
    for (int half = 0; half < 2; half++) {
      nibbles(blocks, from + 64 * half, 64, 128 * half);
      for (int i = 0; i < 32; i++) {
        int pairs = blocks.get(ValueLayout.JAVA_BYTE, from + 128 + 32 * half + i);
        for (int j = 0; j < 4; j++) {
          codes[128 * half + 32 * j + i] |= (byte) ((pairs >> 2 * j & 3) << 4);
        }
      }
    }
    MemorySegment.copy(blocks, ValueLayout.JAVA_BYTE, from + 192, scales, 0, 16);
    d = blocks.get(SHORT, from + 208);
  }

  /** The values of the block. */
  void dequantize(float[] to, int at) {
    float step = Float.float16ToFloat(d);
    float least = Float.float16ToFloat(dmin);
    for (int k = 0; k < codes.length; k++) {
      to[at + k] =
          switch (type) {
            case Q8_0 -> step * codes[k];
            case Q4_0 -> step * (codes[k] - 8);
            case Q4_K -> step * scales[k / 32] * codes[k] - least * mins[k / 32];
            default -> step * scales[k / 16] * (codes[k] - 32);
          };
    }
  }
}
