package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/**
 * A matrix of F32, F16 or BF16 weights where they lie, row after row: mapped from a file, nothing
 * is copied. Safe to share between threads while the segment may be read by them.
 *
 * @param type a type of floats
 * @param data little-endian, {@code [rows][columns]}
 * @throws IllegalArgumentException if sizes disagree, or the type has blocks
 */
public record WeightRows(WeightType type, MemorySegment data, int rows, int columns) {

  public WeightRows {
    if (!type.isFloat()) {
      throw new IllegalArgumentException("expected a type of floats, found " + type);
    }
    Check.atLeast("rows", 0, rows);
    Check.atLeast("columns", 0, columns);
    long needed = Math.multiplyExact(rows, type.bytes(columns));
    if (data.byteSize() != needed) {
      throw new IllegalArgumentException(
          "%s [%d][%d]: expected %d bytes, found %d"
              .formatted(type, rows, columns, needed, data.byteSize()));
    }
  }
}
