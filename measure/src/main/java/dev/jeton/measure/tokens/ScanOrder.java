package dev.jeton.measure.tokens;

/** How a grid becomes a sequence; statistics of neighbours depend on it. */
public enum ScanOrder {
  /** Row by row, each from the left. */
  ROWS,
  /** Column by column, each from the top. */
  COLUMNS,
  /**
   * Along Hilbert's curve (1891) over the smallest square of a power of two that holds the grid;
   * places outside the grid are passed over.
   */
  HILBERT;

  /**
   * The row-major index of each place of a grid in this order, {@code [rows * columns]}.
   *
   * @param rows at least 1
   * @param columns at least 1
   */
  public int[] places(int rows, int columns) {
    var places = new int[rows * columns];
    switch (this) {
      case ROWS -> {
        for (int i = 0; i < places.length; i++) {
          places[i] = i;
        }
      }
      case COLUMNS -> {
        for (int i = 0; i < places.length; i++) {
          places[i] = i % rows * columns + i / rows;
        }
      }
      case HILBERT -> hilbert(places, rows, columns);
    }
    return places;
  }

  private static void hilbert(int[] places, int rows, int columns) {
    int side = 1;
    while (side < Math.max(rows, columns)) {
      side *= 2;
    }
    int at = 0;
    for (long d = 0; d < (long) side * side && at < places.length; d++) {
      int x = 0;
      int y = 0;
      long rest = d;
      for (int s = 1; s < side; s *= 2, rest /= 4) {
        int right = (int) (rest / 2 & 1);
        int up = (int) ((rest ^ right) & 1);
        if (up == 0) {
          if (right == 1) {
            x = s - 1 - x;
            y = s - 1 - y;
          }
          int swap = x;
          x = y;
          y = swap;
        }
        x += s * right;
        y += s * up;
      }
      if (x < columns && y < rows) {
        places[at++] = y * columns + x;
      }
    }
  }
}
