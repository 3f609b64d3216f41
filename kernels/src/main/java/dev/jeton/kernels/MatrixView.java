package dev.jeton.kernels;

/**
 * A matrix laid over an array: element (i, j) is {@code values[from + i * rowStride + j *
 * columnStride]}. A transpose or a block of a matrix is another view of the same array.
 *
 * @param from index of element (0, 0)
 * @param rows at least 0
 * @param columns at least 0
 * @param rowStride elements from one row to the next, at least 0
 * @param columnStride elements from one column to the next, at least 0
 * @throws IllegalArgumentException if an element lies outside {@code values}
 */
public record MatrixView(
    float[] values, int from, int rows, int columns, int rowStride, int columnStride) {

  public MatrixView {
    if (rows < 0 || columns < 0 || from < 0 || rowStride < 0 || columnStride < 0) {
      throw new IllegalArgumentException(
          "expected sizes >= 0, found from %d, %d x %d, strides %d and %d"
              .formatted(from, rows, columns, rowStride, columnStride));
    }
    if (rows > 0 && columns > 0) {
      long last = from + (rows - 1L) * rowStride + (columns - 1L) * columnStride;
      Check.fits("matrix", values.length, last + 1);
    }
  }

  /** A whole array, row after row: {@code values [rows][columns]}. */
  public static MatrixView of(float[] values, int rows, int columns) {
    return new MatrixView(values, 0, rows, columns, columns, 1);
  }

  /** Rows and columns exchanged; nothing is copied. */
  public MatrixView transposed() {
    return new MatrixView(values, from, columns, rows, columnStride, rowStride);
  }

  /** Rows {@code first} (inclusive) to {@code end} (exclusive); nothing is copied. */
  public MatrixView rows(int first, int end) {
    if (first < 0 || end < first || end > rows) {
      throw new IllegalArgumentException(
          "rows [%d, %d) lie outside [0, %d)".formatted(first, end, rows));
    }
    return new MatrixView(
        values, first == end ? 0 : index(first, 0), end - first, columns, rowStride, columnStride);
  }

  int index(int row, int column) {
    return from + row * rowStride + column * columnStride;
  }
}
