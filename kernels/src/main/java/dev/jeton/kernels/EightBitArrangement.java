package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Puts rows into the order of {@link EightBitRows}, one after the other. Not thread-safe. */
final class EightBitArrangement {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final EightBitRows to;
  private final WeightRows rows;
  private final int lanes;
  private final byte[] row;
  private final int[] arranged; // padding stays 0

  EightBitArrangement(EightBitRows to, WeightRows rows) {
    this.to = to;
    this.rows = rows;
    lanes = to.lanes();
    row = new byte[Math.toIntExact(to.type().bytes(to.columns()))];
    arranged = new int[Math.toIntExact(to.rowBytes() / 4)];
  }

  /** Copies row {@code r}. */
  void arrange(int r) {
    MemorySegment.copy(
        rows.data(), ValueLayout.JAVA_BYTE, (long) r * row.length, row, 0, row.length);
    int blocks = to.columns() / 32;
    for (int b = 0; b < blocks; b++) {
      int head = b / lanes * (to.groupBytes() / 4) + b % lanes;
      switch (to.type()) {
        case Q8_0 -> simple(34 * b, head, 8, r, b);
        case Q4_0 -> simple(18 * b, head, 4, r, b);
        case Q4_K -> q4k(144 * (b / 8), head, r, b);
        default -> q6k(210 * (b / 8), head, r, b);
      }
    }
    MemorySegment.copy(arranged, 0, to.data(), WeightBlock.INT, r * to.rowBytes(), arranged.length);
  }

  private int four(int at) {
    return (int) INT.get(row, at);
  }

  private float half(int at) {
    return Float.float16ToFloat((short) SHORT.get(row, at));
  }

  /** A scale and words. */
  private void simple(int block, int head, int words, int r, int b) {
    scale(head, half(block), r, b);
    for (int i = 0; i < words; i++) {
      arranged[head + lanes * (1 + i)] = four(block + 2 + 4 * i);
    }
  }

  private void q4k(int block, int head, int r, int b) {
    int sub = b % 8;
    float d = half(block);
    float least = half(block + 2);
    int scale;
    int min;
    if (sub < 4) {
      scale = row[block + 4 + sub] & 63;
      min = row[block + 8 + sub] & 63;
    } else {
      int low = row[block + sub];
      int middle = row[block + 4 + sub];
      int high = row[block + 8 + sub];
      scale = high & 15 | low >> 2 & 48;
      min = high >> 4 & 15 | middle >> 2 & 48;
    }
    scale(head, d * scale, r, b);
    scale(head + lanes, -least * min, r, b);
    int codes = block + 16 + 32 * (sub / 2);
    for (int i = 0; i < 4; i++) {
      int first = four(codes + 4 * i);
      int second = four(codes + 16 + 4 * i);
      arranged[head + lanes * (2 + i)] =
          sub % 2 == 0
              ? first & 0x0F0F0F0F | (second & 0x0F0F0F0F) << 4
              : first >>> 4 & 0x0F0F0F0F | second & 0xF0F0F0F0;
    }
  }

  private void q6k(int block, int head, int r, int b) {
    int sub = b % 8;
    float d = half(block + 208);
    scale(head, d * row[block + 192 + 2 * sub], r, b);
    scale(head + 5 * lanes, d * row[block + 193 + 2 * sub], r, b);
    int low = block + 64 * (sub / 4) + 32 * (sub & 1);
    int high = block + 128 + 32 * (sub / 4);
    for (int i = 0; i < 8; i++) {
      int nibbles = four(low + 4 * i) >>> 2 * (sub & 2) & 0x0F0F0F0F;
      int pairs = four(high + 4 * i) >>> 2 * (sub & 3) & 0x03030303;
      int six = nibbles | pairs << 4;
      // less 32 in each byte, with its sign: the sixth bit, turned round, fills the upper three
      int sign = ~six & 0x20202020;
      arranged[head + lanes * (1 + i / 4 + i)] = six & 0x1F1F1F1F | sign | sign << 1 | sign << 2;
    }
  }

  private void scale(int at, float scale, int r, int b) {
    if (!Float.isFinite(scale)) {
      throw new IllegalArgumentException(
          "%s: expected finite scales, found %s in row %d, block %d"
              .formatted(to.type(), scale, r, b * 32 / to.type().blockValues()));
    }
    arranged[at] = Float.floatToRawIntBits(scale);
  }
}
