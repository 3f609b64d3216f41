package dev.jeton.kernels;

/**
 * How a kernel set wants its right-hand matrix: in panels of {@code width} columns, the last one
 * rounded up to a multiple of {@code lanes}.
 */
record PanelShape(int lanes, int width) {
  /** Columns stored for panel {@code p} of a matrix of {@code columns}. */
  int stored(int p, int columns) {
    int left = columns - p * width;
    return left >= width ? width : (left + lanes - 1) / lanes * lanes;
  }

  int panels(int columns) {
    return (columns + width - 1) / width;
  }

  /** Columns stored in all panels. */
  int padded(int columns) {
    return (columns + lanes - 1) / lanes * lanes;
  }
}
