package dev.jeton.quantize;

import java.util.Arrays;

/**
 * Grids of vectors at two resolutions, one of them {@code scale} times coarser. Cells at the right
 * and lower border may be partial.
 *
 * @param rows of the fine grid
 * @param columns of the fine grid
 * @param dim numbers per vector
 * @param scale fine cells along a side of a coarse one
 */
record CellGrid(int rows, int columns, int dim, int scale) {

  int coarseRows() {
    return Math.ceilDiv(rows, scale);
  }

  int coarseColumns() {
    return Math.ceilDiv(columns, scale);
  }

  int coarseCount() {
    return coarseRows() * coarseColumns();
  }

  /**
   * Means over cells: {@code [rows][columns][dim]} to {@code [coarse rows][coarse columns][dim]}.
   */
  float[] average(float[] fine) {
    if (scale == 1) {
      return fine;
    }
    var coarse = new float[coarseCount() * dim];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int to = (r / scale * coarseColumns() + c / scale) * dim;
        int from = (r * columns + c) * dim;
        for (int d = 0; d < dim; d++) {
          coarse[to + d] += fine[from + d];
        }
      }
    }
    for (int i = 0; i < coarseCount(); i++) {
      int height = Math.min(scale, rows - i / coarseColumns() * scale);
      int width = Math.min(scale, columns - i % coarseColumns() * scale);
      for (int d = 0; d < dim; d++) {
        coarse[i * dim + d] /= height * width;
      }
    }
    return coarse;
  }

  /** The coarse grid at every fine cell: its own cell's vector. */
  float[] repeat(float[] coarse) {
    if (scale == 1) {
      return coarse;
    }
    var fine = new float[rows * columns * dim];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int from = (r / scale * coarseColumns() + c / scale) * dim;
        System.arraycopy(coarse, from, fine, (r * columns + c) * dim, dim);
      }
    }
    return fine;
  }

  /**
   * The coarse grid at every fine cell, linear between the centres of the four coarse cells around
   * and constant beyond the outermost centres. What PyTorch calls {@code bilinear} without aligned
   * corners, for a scale factor of {@code scale}, cut to size.
   */
  float[] interpolate(float[] coarse) {
    if (scale == 1) {
      return coarse;
    }
    var fine = new float[rows * columns * dim];
    var upper = new float[columns * dim];
    var lower = new float[columns * dim];
    for (int r = 0; r < rows; r++) {
      float y = Math.max(0, (r + 0.5f) / scale - 0.5f);
      int above = (int) y;
      interpolateRow(coarse, above, upper);
      interpolateRow(coarse, Math.min(above + 1, coarseRows() - 1), lower);
      mix(upper, 0, lower, 0, y - above, fine, r * columns * dim, columns * dim);
    }
    return fine;
  }

  private void interpolateRow(float[] coarse, int row, float[] out) {
    for (int c = 0; c < columns; c++) {
      float x = Math.max(0, (c + 0.5f) / scale - 0.5f);
      int left = (int) x;
      int right = Math.min(left + 1, coarseColumns() - 1);
      int start = row * coarseColumns();
      mix(coarse, (start + left) * dim, coarse, (start + right) * dim, x - left, out, c * dim, dim);
    }
  }

  private static void mix(
      float[] a, int aFrom, float[] b, int bFrom, float share, float[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      out[from + i] = a[aFrom + i] * (1 - share) + b[bFrom + i] * share;
    }
  }

  /** Checks that {@code grid} holds a vector for each cell, all values finite. */
  void check(float[] grid) {
    if (grid.length != Math.multiplyExact(Math.multiplyExact(rows, columns), dim)) {
      throw new IllegalArgumentException(
          "expected a grid of %d x %d vectors of %d values, found %d values"
              .formatted(rows, columns, dim, grid.length));
    }
    FiniteValues.check(grid, rows * columns, dim);
  }

  /** The vectors of ids, zero where an id is missing: {@code [coarse count][dim]}. */
  float[] look(Codebook codebook, int[] ids, int from, int to) {
    var present = Arrays.copyOfRange(ids, from, to);
    var vectors = new float[coarseCount() * dim];
    codebook.look(present, present.length, vectors);
    return vectors;
  }
}
