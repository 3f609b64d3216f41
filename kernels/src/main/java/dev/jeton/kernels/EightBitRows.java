package dev.jeton.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
  private final int groups;
  private final int groupBytes;
  private final MemorySegment data;

  private EightBitRows(WeightType type, int rows, int columns, int lanes, Arena arena) {
    this.type = type;
    this.rows = rows;
    this.columns = columns;
    this.lanes = lanes;
    groups = Math.ceilDiv(columns, 32 * lanes);
    groupBytes = groupBytes(type, lanes);
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
          var arrangement = new EightBitArrangement(rows, w);
          for (int r = from; r < to; r++) {
            arrangement.arrange(r);
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
    return groups;
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
    return groupBytes;
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
    return (long) groups * groupBytes;
  }
}
