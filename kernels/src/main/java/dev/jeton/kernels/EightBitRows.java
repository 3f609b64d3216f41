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
    return !type.isFloat();
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
      throw new IllegalArgumentException("expected Q8_0, Q4_0, Q4_K or Q6_K, found " + w.type());
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
    return type == WeightType.Q4_0 || type == WeightType.Q4_K;
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
      case Q4_K -> 24 * lanes;
      default -> 40 * lanes;
    };
  }

  int groupBytes() {
    return groupBytes(type, lanes);
  }

  /** Offset of the scale of a row's block. */
  long head(int row, int b) {
    return row * rowBytes() + (long) (b / lanes) * groupBytes() + 4L * (b % lanes);
  }

  /** Offset of 4 bytes of a row's block. */
  long word(int row, int b, int word) {
    int heads = type == WeightType.Q4_K ? 2 : type == WeightType.Q6_K ? 1 + word / 4 : 1;
    return head(row, b) + 4L * lanes * (heads + word);
  }

  long rowBytes() {
    return (long) groups() * groupBytes();
  }

  private void arrange(MemorySegment from, int row) {
    long source = row * type.bytes(columns);
    int blocks = columns / 32;
    for (int b = 0; b < blocks; b++) {
      long head = head(row, b);
      switch (type) {
        case Q8_0 -> q8(from, source + 34L * b, head, row, b);
        case Q4_0 -> q4(from, source + 18L * b, head, row, b);
        case Q4_K -> q4k(from, source + 144L * (b / 8), head, row, b);
        default -> q6k(from, source + 210L * (b / 8), head, row, b);
      }
    }
  }

  private void q8(MemorySegment from, long block, long head, int row, int b) {
    scale(head, Float.float16ToFloat(from.get(WeightBlock.SHORT, block)), row, b);
    for (int i = 0; i < 8; i++) {
      data.set(WeightBlock.INT, word(row, b, i), from.get(WeightBlock.INT, block + 2 + 4 * i));
    }
  }

  private void q4(MemorySegment from, long block, long head, int row, int b) {
    scale(head, Float.float16ToFloat(from.get(WeightBlock.SHORT, block)), row, b);
    for (int i = 0; i < 4; i++) {
      data.set(WeightBlock.INT, word(row, b, i), from.get(WeightBlock.INT, block + 2 + 4 * i));
    }
  }

  private void q4k(MemorySegment from, long block, long head, int row, int b) {
    int sub = b % 8;
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
    finite(least, row, b);
    data.set(WeightBlock.INT, head + 4L * lanes, Float.floatToRawIntBits(-least * min));
    long codes = block + 16 + 32 * (sub / 2);
    for (int i = 0; i < 4; i++) {
      int first = from.get(WeightBlock.INT, codes + 4 * i);
      int second = from.get(WeightBlock.INT, codes + 16 + 4 * i);
      int pairs =
          sub % 2 == 0
              ? first & 0x0F0F0F0F | (second & 0x0F0F0F0F) << 4
              : first >>> 4 & 0x0F0F0F0F | second & 0xF0F0F0F0;
      data.set(WeightBlock.INT, word(row, b, i), pairs);
    }
  }

  private void q6k(MemorySegment from, long block, long head, int row, int b) {
    int sub = b % 8;
    float d = Float.float16ToFloat(from.get(WeightBlock.SHORT, block + 208));
    scale(head, d * from.get(ValueLayout.JAVA_BYTE, block + 192 + 2 * sub), row, b);
    float second = d * from.get(ValueLayout.JAVA_BYTE, block + 193 + 2 * sub);
    scale(head + 20L * lanes, second, row, b);
    long low = block + 64 * (sub / 4) + 32 * (sub & 1);
    long high = block + 128 + 32 * (sub / 4);
    for (int i = 0; i < 8; i++) {
      int nibbles = from.get(WeightBlock.INT, low + 4 * i) >>> 2 * (sub & 2) & 0x0F0F0F0F;
      int pairs = from.get(WeightBlock.INT, high + 4 * i) >>> 2 * (sub & 3) & 0x03030303;
      int six = nibbles | pairs << 4;
      // less 32 in each byte, with its sign: the sixth bit, turned round, fills the upper three
      int sign = ~six & 0x20202020;
      data.set(WeightBlock.INT, word(row, b, i), six & 0x1F1F1F1F | sign | sign << 1 | sign << 2);
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
