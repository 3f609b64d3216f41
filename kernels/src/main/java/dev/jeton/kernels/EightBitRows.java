package dev.jeton.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of quantised weights arranged for products with vectors of int8. Immutable, safe to
 * share between threads (while its arena is open, if it has one).
 *
 * <p>A panel is as many rows as a vector has ints, one row to a lane; the last one is filled up
 * with rows of zeros. Along the columns it stores groups of weights that share a scale: 4 bytes of
 * each row at a time, then the rows' scales as floats, for Q4_K then what is added to each weight.
 * The bytes are those of Q8_0, or nibbles as in Q4_0, the low ones of 16 bytes before the high
 * ones.
 *
 * <p>In the heap, panels are read where they lie. The compiler knows an array's bounds, and that it
 * cannot be freed; with memory outside it asks again at each access, which takes longer than the
 * product, so there a panel is first copied. Rows may also stay where they lie, and each panel is
 * arranged when a product reads it. Products have the same bits in all three.
 */
public final class EightBitRows {
  /** Ints before the first panel: with an array's header they fill a line of the cache. */
  private static final int START = 12;

  private static final int[] NONE = {};

  private final WeightType type;
  private final int rows;
  private final int columns;
  private final int lanes;
  private final int panelInts;
  private final int[] heap;
  private final MemorySegment segment;
  private final @Nullable WeightRows plain; // of rows that stay where they lie

  private EightBitRows(
      WeightRows w, int lanes, int[] heap, MemorySegment segment, @Nullable WeightRows plain) {
    type = w.type();
    rows = w.rows();
    columns = w.columns();
    this.lanes = lanes;
    panelInts = panelInts(type, columns, lanes);
    this.heap = heap;
    this.segment = segment;
    this.plain = plain;
  }

  /** Whether there is such an arrangement of weights of this type. */
  public static boolean has(WeightType type) {
    return !type.isFloat();
  }

  /** Bytes that a matrix takes. */
  public static long bytes(WeightType type, int rows, int columns) {
    int lanes = Kernels.best().eightBitLanes();
    return 4L * Math.ceilDiv(rows, lanes) * panelInts(type, columns, lanes);
  }

  /**
   * Arranges a matrix in the heap, over all threads.
   *
   * @throws ScaleException if a scale is infinite or NaN
   * @throws IllegalArgumentException if there is no such arrangement, or the matrix is larger than
   *     an array can be, 8 GiB
   */
  public static EightBitRows of(WeightRows w) {
    return of(Kernels.best().eightBitLanes(), w);
  }

  static EightBitRows of(int lanes, WeightRows w) {
    return inHeap(lanes, w).arranged(w);
  }

  /**
   * As {@link #of(WeightRows)}, outside the heap.
   *
   * @param arena of the copy; not confined to one thread
   */
  public static EightBitRows of(WeightRows w, Arena arena) {
    return outside(Kernels.best().eightBitLanes(), w, arena).arranged(w);
  }

  /**
   * Rows that stay where they lie, such as in a mapped file: nothing is copied or looked at. Each
   * product arranges all of them anew, and throws a {@link ScaleException} if a scale is infinite
   * or NaN.
   *
   * @throws IllegalArgumentException if there is no such arrangement
   */
  public static EightBitRows inPlace(WeightRows w) {
    ints(w, 1);
    return new EightBitRows(w, Kernels.best().eightBitLanes(), NONE, MemorySegment.NULL, w);
  }

  /**
   * As {@link #of(WeightRows)}, on the calling thread alone, which leaves the others to products.
   *
   * @param stop asked between panels; once it is true, nothing is returned
   */
  public static Optional<EightBitRows> copy(WeightRows w, BooleanSupplier stop) {
    return inHeap(Kernels.best().eightBitLanes(), w).arranged(w, stop);
  }

  /** As {@link #copy(WeightRows, BooleanSupplier)}, outside the heap. */
  public static Optional<EightBitRows> copy(WeightRows w, Arena arena, BooleanSupplier stop) {
    return outside(Kernels.best().eightBitLanes(), w, arena).arranged(w, stop);
  }

  private static EightBitRows inHeap(int lanes, WeightRows w) {
    long ints = START + ints(w, lanes);
    if (ints > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s [%d][%d]: expected at most 8 GiB, found %d bytes"
              .formatted(w.type(), w.rows(), w.columns(), 4 * ints));
    }
    return new EightBitRows(w, lanes, new int[(int) ints], MemorySegment.NULL, null);
  }

  private static EightBitRows outside(int lanes, WeightRows w, Arena arena) {
    var segment = arena.allocate(Math.max(64, 4 * ints(w, lanes)), 64);
    return new EightBitRows(w, lanes, NONE, segment, null);
  }

  private static long ints(WeightRows w, int lanes) {
    if (!has(w.type())) {
      throw new IllegalArgumentException("expected Q8_0, Q4_0, Q4_K or Q6_K, found " + w.type());
    }
    return (long) Math.ceilDiv(w.rows(), lanes) * panelInts(w.type(), w.columns(), lanes);
  }

  private EightBitRows arranged(WeightRows w) {
    Kernels.share(
        panels(),
        4.0 * rows * columns,
        (from, to) -> {
          for (int p = from; p < to; p++) {
            arrange(w, p);
          }
        });
    return this;
  }

  private Optional<EightBitRows> arranged(WeightRows w, BooleanSupplier stop) {
    for (int p = 0; p < panels(); p++) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      arrange(w, p);
    }
    return Optional.of(this);
  }

  private void arrange(WeightRows w, int p) {
    var arrangement = EightBitArrangement.ofThread();
    if (heap.length > 0) {
      arrangement.arrange(this, w, p, heap, start(p));
    } else {
      int[] panel = PanelBuffer.of(panelInts);
      arrangement.arrange(this, w, p, panel, 0);
      MemorySegment.copy(panel, 0, segment, ValueLayout.JAVA_INT, 4L * p * panelInts, panelInts);
    }
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

  /** Bytes that a product reads, arranged. */
  public long bytes() {
    return 4L * panels() * panelInts;
  }

  /** Rows of a panel. */
  int lanes() {
    return lanes;
  }

  int panels() {
    return Math.ceilDiv(rows, lanes);
  }

  /** An array in which panel p stands, valid until the thread asks for the next. */
  int[] panel(int p) {
    if (heap.length > 0) {
      return heap;
    }
    int[] panel = PanelBuffer.of(panelInts);
    if (plain != null) {
      EightBitArrangement.ofThread().arrange(this, plain, p, panel, 0);
      return panel;
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_INT, 4L * p * panelInts, panel, 0, panelInts);
    return panel;
  }

  /** Where it begins there. */
  int start(int p) {
    return heap.length > 0 ? START + p * panelInts : 0;
  }

  /** Whether codes are nibbles, and not bytes. */
  boolean nibbles() {
    return nibbles(type);
  }

  private static boolean nibbles(WeightType type) {
    return type == WeightType.Q4_0 || type == WeightType.Q4_K;
  }

  /** Weights of a row that share a scale. */
  int groupColumns() {
    return type == WeightType.Q6_K ? 16 : 32;
  }

  /** Fours of bytes of a group. */
  int groupWords() {
    return type == WeightType.Q8_0 ? 8 : 4;
  }

  /** Words of a group, and what stands behind them: scales, and what is added. */
  int groupVectors() {
    return groupVectors(type);
  }

  private static int groupVectors(WeightType type) {
    return switch (type) {
      case Q8_0 -> 9;
      case Q4_K -> 6;
      default -> 5;
    };
  }

  /** Groups of a row. */
  int groups() {
    return columns / groupColumns();
  }

  private static int panelInts(WeightType type, int columns, int lanes) {
    int groups = columns / (type == WeightType.Q6_K ? 16 : 32);
    return Math.multiplyExact(groups * groupVectors(type), lanes);
  }
}
