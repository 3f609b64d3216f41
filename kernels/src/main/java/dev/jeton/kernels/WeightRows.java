package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/**
 * A matrix of weights where they lie, row after row, as in GGUF: mapped from a file, nothing is
 * copied. Safe to share between threads while the segment may be read by them.
 *
 * @param type how numbers are stored
 * @param data little-endian, {@code [rows][columns]}
 * @param columns a multiple of the type's block
 * @throws IllegalArgumentException if sizes disagree
 */
public record WeightRows(WeightType type, MemorySegment data, int rows, int columns)
    implements WeightSource {

  public WeightRows {
    Check.atLeast("rows", 0, rows);
    Check.atLeast("columns", 0, columns);
    long needed = Math.multiplyExact(rows, type.bytes(columns));
    if (data.byteSize() != needed) {
      throw new IllegalArgumentException(
          "%s [%d][%d]: expected %d bytes, found %d"
              .formatted(type, rows, columns, needed, data.byteSize()));
    }
  }

  @Override
  public void read(int row, int column, int n, float[] out, int at) {
    Check.range("out", out.length, at, at + n);
    Kernels.best().decode(type, data, type.bytes((long) row * columns + column), n, out, at);
  }

  @Override
  public float dot(int row, float[] x, int from) {
    Check.range("x", x.length, from, from + columns);
    return Kernels.best().dot(type, data, row * type.bytes(columns), x, from, columns);
  }
}
