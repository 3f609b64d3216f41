package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Puts rows into the order of {@link EightBitRows}, a panel at a time. Not thread-safe. */
final class EightBitArrangement {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final ThreadLocal<EightBitArrangement> OF_THREAD =
      ThreadLocal.withInitial(EightBitArrangement::new);

  private static final int[] NONE = {};

  private WeightType type = WeightType.Q8_0;
  private int lanes;
  private int rowBytes;
  private byte[] row = {};
  private int[] panel = NONE;

  private EightBitArrangement() {}

  /** That of the calling thread, reused. */
  static EightBitArrangement ofThread() {
    return OF_THREAD.get();
  }

  /** Writes panel {@code p} of {@code to} at {@code at} of an array. */
  void arrange(EightBitRows to, WeightRows rows, int p, int[] panel, int at) {
    type = to.type();
    lanes = to.lanes();
    rowBytes = Math.toIntExact(type.bytes(to.columns()));
    if (row.length < rowBytes) {
      row = new byte[rowBytes];
    }
    int count = Math.min(lanes, to.rows() - p * lanes);
    if (count < lanes) {
      Arrays.fill(panel, at, at + to.groups() * to.groupVectors() * lanes, 0);
    }
    this.panel = panel;
    try {
      for (int r = 0; r < count; r++) {
        arrangeRow(rows, p * lanes + r, at + r);
      }
    } finally {
      this.panel = NONE; // the thread outlives it
    }
  }

  private void arrangeRow(WeightRows rows, int r, int at) {
    long from = (long) r * rowBytes;
    MemorySegment.copy(rows.data(), ValueLayout.JAVA_BYTE, from, row, 0, rowBytes);
    int blocks = rows.columns() / 32;
    switch (type) {
      case Q8_0 -> {
        for (int b = 0; b < blocks; b++) {
          simple(34 * b, at + 9 * lanes * b, 8, r, b);
        }
      }
      case Q4_0 -> {
        for (int b = 0; b < blocks; b++) {
          simple(18 * b, at + 5 * lanes * b, 4, r, b);
        }
      }
      case Q4_K -> {
        for (int b = 0; b < blocks; b++) {
          q4k(144 * (b / 8), at + 6 * lanes * b, r, b);
        }
      }
      default -> {
        for (int b = 0; b < blocks; b++) {
          q6k(210 * (b / 8), at + 10 * lanes * b, r, b);
        }
      }
    }
  }

  private int four(int at) {
    return (int) INT.get(row, at);
  }

  private float half(int at) {
    return Float.float16ToFloat((short) SHORT.get(row, at));
  }

  /** Words and a scale. */
  private void simple(int block, int at, int words, int r, int b) {
    for (int i = 0; i < words; i++) {
      panel[at + lanes * i] = four(block + 2 + 4 * i);
    }
    scale(at + lanes * words, half(block), r, b);
  }

  private void q4k(int block, int at, int r, int b) {
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
    int codes = block + 16 + 32 * (sub / 2);
    for (int i = 0; i < 4; i++) {
      int first = four(codes + 4 * i);
      int second = four(codes + 16 + 4 * i);
      panel[at + lanes * i] =
          sub % 2 == 0
              ? first & 0x0F0F0F0F | (second & 0x0F0F0F0F) << 4
              : first >>> 4 & 0x0F0F0F0F | second & 0xF0F0F0F0;
    }
    scale(at + 4 * lanes, d * scale, r, b);
    scale(at + 5 * lanes, -least * min, r, b);
  }

  private void q6k(int block, int at, int r, int b) {
    int sub = b % 8;
    float d = half(block + 208);
    int low = block + 64 * (sub / 4) + 32 * (sub & 1);
    int high = block + 128 + 32 * (sub / 4);
    for (int i = 0; i < 8; i++) {
      int nibbles = four(low + 4 * i) >>> 2 * (sub & 2) & 0x0F0F0F0F;
      int pairs = four(high + 4 * i) >>> 2 * (sub & 3) & 0x03030303;
      int six = nibbles | pairs << 4;
      // less 32 in each byte, with its sign: the sixth bit, turned round, fills the upper three
      int sign = ~six & 0x20202020;
      panel[at + lanes * (i / 4 + i)] = six & 0x1F1F1F1F | sign | sign << 1 | sign << 2;
    }
    scale(at + 4 * lanes, d * row[block + 192 + 2 * sub], r, b);
    scale(at + 9 * lanes, d * row[block + 193 + 2 * sub], r, b);
  }

  private void scale(int at, float scale, int r, int b) {
    if (!Float.isFinite(scale)) {
      throw new ScaleException(
          "%s: expected finite scales, found %s in row %d, block %d"
              .formatted(type, scale, r, b * 32 / type.blockValues()));
    }
    panel[at] = Float.floatToRawIntBits(scale);
  }
}
