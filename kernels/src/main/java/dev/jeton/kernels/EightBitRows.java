package dev.jeton.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix of quantised weights arranged for products with vectors of int8. Immutable, safe to
 * share between threads while its arena is open.
 *
 * <p>A row is padded with zeros to whole groups; a group is as many blocks of 32 weights as a
 * vector has ints, one block to a lane. A group stores the blocks' scales as floats, for Q4_K then
 * what is taken away from each weight, then 4 bytes of each block at a time: the bytes of Q8_0;
 * nibbles as in Q4_0, the low ones of 16 bytes before the high ones.
 */
public final class EightBitRows {
  private final WeightType type;
  private final int rows;
  private final int columns;
  private final int lanes;
  private final MemorySegment data;

  private EightBitRows(WeightType type, int rows, int columns, int lanes, Arena arena) {
    this.type = type;
    this.rows = rows;
    this.columns = columns;
    this.lanes = lanes;
    data = arena.allocate(Math.max(64, rows * rowBytes()), 64);
  }

  /** Whether there is such an arrangement of weights of this type. */
  public static boolean has(WeightType type) {
    return type == WeightType.Q8_0 || type == WeightType.Q4_0 || type == WeightType.Q4_K;
  }

  /** Bytes that a matrix takes. */
  public static long bytes(WeightType type, int rows, int columns) {
    int lanes = Kernels.best().eightBitLanes();
    return (long) rows * Math.ceilDiv(columns, 32 * lanes) * groupBytes(type, lanes);
  }

  /**
   * Arranges a matrix, over all threads.
   *
   * @param arena of the copy; not confined to one thread
   * @throws IllegalArgumentException if there is no such arrangement, or a scale is infinite or NaN
   */
  public static EightBitRows of(WeightRows w, Arena arena) {
    return of(Kernels.best().eightBitLanes(), w, arena);
  }

  static EightBitRows of(int lanes, WeightRows w, Arena arena) {
    if (!has(w.type())) {
      throw new IllegalArgumentException("expected Q8_0, Q4_0 or Q4_K, found " + w.type());
    }
    var rows = new EightBitRows(w.type(), w.rows(), w.columns(), lanes, arena);
    Kernels.share(
        w.rows(),
        4.0 * w.rows() * w.columns(),
        (from, to) -> {
          for (int r = from; r < to; r++) {
            rows.arrange(w.data(), r);
          }
        });
    return rows;
  }

  public WeightType type() {
    return type;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Bytes that a product reads. */
  public long bytes() {
    return rows * rowBytes();
  }

  int lanes() {
    return lanes;
  }

  MemorySegment data() {
    return data;
  }

  /** Whether codes are nibbles, and not bytes. */
  boolean nibbles() {
    return type != WeightType.Q8_0;
  }

  /** Part of half a word: the low byte or the high one, or a nibble, the lowest first. */
  int code(int half, int part) {
    return nibbles() ? half >> 4 * part & 15 : (byte) (half >> 8 * part);
  }

  int groups() {
    return Math.ceilDiv(columns, 32 * lanes);
  }

  private static int groupBytes(WeightType type, int lanes) {
    return switch (type) {
      case Q8_0 -> 36 * lanes;
      case Q4_0 -> 20 * lanes;
      default -> 24 * lanes;
    };
  }

  int groupBytes() {
    return groupBytes(type, lanes);
  }

  /** Offset of the scale of a row's block. */
  long head(int row, int b) {
    return row * rowBytes() + (long) (b / lanes) * groupBytes() + 4L * (b % lanes);
  }

  /** Offset of the first codes of a row's block; the next 4 bytes are {@code 4 * lanes} further. */
  long codes(int row, int b) {
    return head(row, b) + 4L * lanes * (type == WeightType.Q4_K ? 2 : 1);
  }

  long rowBytes() {
    return (long) groups() * groupBytes();
  }

  private void arrange(MemorySegment from, int row) {
    long source = row * type.bytes(columns);
    int blocks = columns / 32;
    for (int b = 0; b < blocks; b++) {
      long head = head(row, b);
      long codes = codes(row, b);
      switch (type) {
        case Q8_0 -> q8(from, source + 34L * b, head, codes, row, b);
        case Q4_0 -> q4(from, source + 18L * b, head, codes, row, b);
        default -> q4k(from, source + 144L * (b / 8), b % 8, head, codes, row, b);
      }
    }
  }

  private void q8(MemorySegment from, long block, long head, long codes, int row, int b) {
    scale(head, Float.float16ToFloat(from.get(WeightBlock.SHORT, block)), row, b);
    long step = 4L * lanes;
    for (int i = 0; i < 8; i++) {
      int four = from.get(WeightBlock.INT, block + 2 + 4 * i);
      data.set(WeightBlock.INT, codes + step * i, four);
    }
  }

  private void q4(MemorySegment from, long block, long head, long codes, int row, int b) {
    scale(head, Float.float16ToFloat(from.get(WeightBlock.SHORT, block)), row, b);
    long step = 4L * lanes;
    for (int i = 0; i < 4; i++) {
      data.set(WeightBlock.INT, codes + step * i, from.get(WeightBlock.INT, block + 2 + 4 * i));
    }
  }

  private void q4k(MemorySegment from, long block, int sub, long head, long to, int row, int b) {
    float d = Float.float16ToFloat(from.get(WeightBlock.SHORT, block));
    float least = Float.float16ToFloat(from.get(WeightBlock.SHORT, block + 2));
    int scale;
    int min;
    if (sub < 4) {
      scale = from.get(ValueLayout.JAVA_BYTE, block + 4 + sub) & 63;
      min = from.get(ValueLayout.JAVA_BYTE, block + 8 + sub) & 63;
    } else {
      int low = from.get(ValueLayout.JAVA_BYTE, block + sub);
      int middle = from.get(ValueLayout.JAVA_BYTE, block + 4 + sub);
      int high = from.get(ValueLayout.JAVA_BYTE, block + 8 + sub);
      scale = high & 15 | low >> 2 & 48;
      min = high >> 4 & 15 | middle >> 2 & 48;
    }
    scale(head, d * scale, row, b);
    long step = 4L * lanes;
    finite(least, row, b);
    data.set(WeightBlock.INT, head + step, Float.floatToRawIntBits(-least * min));
    long codes = block + 16 + 32 * (sub / 2);
    for (int i = 0; i < 4; i++) {
      int first = from.get(WeightBlock.INT, codes + 4 * i);
      int second = from.get(WeightBlock.INT, codes + 16 + 4 * i);
      int pairs =
          sub % 2 == 0
              ? first & 0x0F0F0F0F | (second & 0x0F0F0F0F) << 4
              : first >>> 4 & 0x0F0F0F0F | second & 0xF0F0F0F0;
      data.set(WeightBlock.INT, to + step * i, pairs);
    }
  }

  private void scale(long to, float scale, int row, int b) {
    finite(scale, row, b);
    data.set(WeightBlock.INT, to, Float.floatToRawIntBits(scale));
  }

  private void finite(float scale, int row, int b) {
    if (!Float.isFinite(scale)) {
      throw new IllegalArgumentException(
          "%s: expected finite scales, found %s in row %d, block %d"
              .formatted(type, scale, row, b * 32 / type.blockValues()));
    }
  }
}
