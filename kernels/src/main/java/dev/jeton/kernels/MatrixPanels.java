package dev.jeton.kernels;

/**
 * A matrix packed once for many products: panels of neighbouring columns, each panel row after row,
 * so that a register tile reads it front to back. Columns are padded with zeros. Immutable and safe
 * to share between threads; it costs one copy of the matrix.
 */
public final class MatrixPanels {
  private final PanelShape shape;
  private final int rows;
  private final int columns;
  private final float[] values;

  MatrixPanels(PanelShape shape, MatrixView matrix) {
    this(
        shape,
        matrix.rows(),
        matrix.columns(),
        new float[Math.multiplyExact(matrix.rows(), shape.padded(matrix.columns()))]);
    for (int p = 0; p < panels(); p++) {
      pack(matrix, p);
    }
  }

  /** Panels over a buffer that is filled by {@link #pack}. */
  MatrixPanels(PanelShape shape, int rows, int columns, float[] buffer) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
    this.values = buffer;
  }

  /**
   * Packs {@code matrix}, the right-hand side of products {@code a x matrix}. To multiply by a
   * weight stored {@code [out][in]}, pack its {@linkplain MatrixView#transposed transpose}.
   */
  public static MatrixPanels of(MatrixView matrix) {
    return new MatrixPanels(Kernels.panelShape(), matrix);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  int panels() {
    return shape.panels(columns);
  }

  /** Columns of every panel but the last. */
  int width() {
    return shape.width();
  }

  /** Columns stored for panel {@code p}: the distance between its rows in {@link #values}. */
  int stored(int p) {
    return shape.stored(p, columns);
  }

  /** Index in {@link #values} of row 0 of panel {@code p}. */
  int start(int p) {
    return p * shape.width() * rows;
  }

  float[] values() {
    return values;
  }

  /** Copies panel {@code p} of {@code matrix} in, padding with zeros. */
  void pack(MatrixView matrix, int p) {
    int first = p * shape.width();
    int width = stored(p);
    int filled = Math.min(width, columns - first);
    float[] from = matrix.values();
    for (int i = 0; i < rows; i++) {
      int to = start(p) + i * width;
      int source = matrix.index(i, first);
      if (matrix.columnStride() == 1) {
        System.arraycopy(from, source, values, to, filled);
      } else {
        for (int j = 0; j < filled; j++) {
          values[to + j] = from[source + j * matrix.columnStride()];
        }
      }
      java.util.Arrays.fill(values, to + filled, to + width, 0);
    }
  }
}
