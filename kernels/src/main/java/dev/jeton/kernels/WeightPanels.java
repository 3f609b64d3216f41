package dev.jeton.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix of quantised weights packed once for many products: panels of neighbouring rows whose
 * numbers lie side by side, so that a vector holds one number of each row. Immutable, safe to share
 * between threads while its arena is open; it takes as many bytes as the blocks (Q4_K 3% more).
 *
 * <p>A panel stores its blocks one after the other, everything "per row" with the rows' shares next
 * to each other. Per block: heads (Q4_K: fp16 d, then dmin; Q6_K: fp16 d), then units of 32 values.
 * A unit begins with two bytes per row (Q8_0, Q4_0: fp16 d; Q4_K: s and m; Q6_K: two s). Codes
 * follow: Q8_0 value after value; nibbles in shorts of 4 values, lowest bits first; Q6_K then the
 * high pairs in shorts of 8 values: see {@link #packPairs}.
 */
public final class WeightPanels {
  private final WeightType type;
  private final int rows;
  private final int columns;
  private final int lanes;
  private final MemorySegment data;

  private WeightPanels(WeightType type, int rows, int columns, int lanes, Arena arena) {
    this.type = type;
    this.rows = rows;
    this.columns = columns;
    this.lanes = lanes;
    this.data = arena.allocate(Math.max(64, panels() * panelBytes()), 64);
  }

  /**
   * Packs a matrix {@code [rows][columns]}, over all threads.
   *
   * @param type a type of blocks
   * @param blocks as in GGUF, row after row; may be mapped, and is no longer needed afterwards
   * @param columns a multiple of the type's block
   * @param arena of the packed copy; not confined to one thread
   * @throws IllegalArgumentException if sizes disagree, or a scale is infinite or NaN
   */
  public static WeightPanels of(
      WeightType type, MemorySegment blocks, int rows, int columns, Arena arena) {
    return of(Kernels.weightLanes(), type, blocks, rows, columns, arena);
  }

  static WeightPanels of(
      int lanes, WeightType type, MemorySegment blocks, int rows, int columns, Arena arena) {
    if (type.isFloat()) {
      throw new IllegalArgumentException("expected a type of blocks, found " + type);
    }
    Check.atLeast("rows", 0, rows);
    long needed = Math.multiplyExact(rows, type.bytes(columns));
    if (blocks.byteSize() != needed) {
      throw new IllegalArgumentException(
          "%s [%d][%d]: expected %d bytes, found %d"
              .formatted(type, rows, columns, needed, blocks.byteSize()));
    }
    var panels = new WeightPanels(type, rows, columns, lanes, arena);
    Kernels.share(
        panels.panels(),
        4.0 * rows * columns,
        (from, to) -> {
          var block = new WeightBlock(type);
          for (int p = from; p < to; p++) {
            panels.pack(blocks, p, block);
          }
        });
    return panels;
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

  /** Bytes of the packed copy. */
  public long bytes() {
    return data.byteSize();
  }

  /** Rows of a panel; those behind the last are zeros. */
  int lanes() {
    return lanes;
  }

  int panels() {
    return (rows + lanes - 1) / lanes;
  }

  int blocks() {
    return columns / type.blockValues();
  }

  long panelBytes() {
    return (long) blocks() * lanes * type.packedBytes();
  }

  MemorySegment data() {
    return data;
  }

  /** Offset of panel {@code p}. */
  long start(int p) {
    return p * panelBytes();
  }

  private void pack(MemorySegment from, int p, WeightBlock block) {
    long rowBytes = type.bytes(columns);
    int count = Math.min(lanes, rows - p * lanes);
    for (int r = 0; r < count; r++) {
      int row = p * lanes + r;
      for (int b = 0; b < blocks(); b++) {
        block.read(from, row * rowBytes + (long) b * type.blockBytes());
        if (!block.isFinite()) {
          throw new IllegalArgumentException(
              "%s: expected finite scales, found %s in row %d, block %d"
                  .formatted(type, Float.float16ToFloat(block.d), row, b));
        }
        packBlock(block, r, start(p) + (long) b * lanes * type.packedBytes());
      }
    }
  }

  /** Writes a block of the panel's row {@code r} into the blocks that begin at {@code at}. */
  private void packBlock(WeightBlock block, int r, long at) {
    long unit = at + (long) lanes * type.headBytes();
    if (type.headBytes() > 0) {
      data.set(WeightBlock.SHORT, at + 2L * r, block.d);
      if (type == WeightType.Q4_K) {
        data.set(WeightBlock.SHORT, at + 2L * lanes + 2L * r, block.dmin);
      }
    }
    for (int u = 0; u < type.units(); u++) {
      data.set(WeightBlock.SHORT, unit + 2L * r, unitScales(block, u));
      long codes = unit + 2L * lanes;
      if (type == WeightType.Q8_0) {
        for (int k = 0; k < 32; k++) {
          data.set(ValueLayout.JAVA_BYTE, codes + (long) k * lanes + r, block.codes[k]);
        }
      } else {
        packNibbles(block.codes, 32 * u, r, codes);
      }
      if (type == WeightType.Q6_K) {
        packPairs(block.codes, 32 * u, r, codes + 16L * lanes);
      }
      unit += (long) lanes * type.unitBytes();
    }
  }

  private short unitScales(WeightBlock block, int u) {
    return switch (type) {
      case Q4_K -> (short) (block.scales[u] & 0xFF | block.mins[u] << 8);
      case Q6_K -> (short) (block.scales[2 * u] & 0xFF | block.scales[2 * u + 1] << 8);
      default -> block.d;
    };
  }

  private void packNibbles(byte[] codes, int k, int r, long at) {
    for (int i = 0; i < 8; i++, k += 4) {
      int four =
          codes[k] & 15
              | (codes[k + 1] & 15) << 4
              | (codes[k + 2] & 15) << 8
              | (codes[k + 3] & 15) << 12;
      data.set(WeightBlock.SHORT, at + 2L * (i * lanes + r), (short) four);
    }
  }

  /**
   * Bits 4 and 5 of 8 values, where the kernel wants them: those of values 0, 1, 4, 5 in the low
   * byte from bit 0 on, those of 2, 3, 6, 7 in the high byte.
   */
  private void packPairs(byte[] codes, int k, int r, long at) {
    for (int i = 0; i < 4; i++, k += 8) {
      int eight = 0;
      for (int j = 0; j < 8; j++) {
        eight |= (codes[k + j] >> 4 & 3) << pairShift(j);
      }
      data.set(WeightBlock.SHORT, at + 2L * (i * lanes + r), (short) eight);
    }
  }

  /** Where the high pair of value {@code j} of 8 begins. */
  static int pairShift(int j) {
    return (j & 2) * 4 + (j & 4) + (j & 1) * 2;
  }
}
