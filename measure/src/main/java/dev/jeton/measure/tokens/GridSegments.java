package dev.jeton.measure.tokens;

/**
 * A map of segments brought onto the grid of an image's tokens.
 *
 * @param labels of the cells, row-major {@code [rows][columns]}: the label of most of a cell's
 *     pixels, the lowest of equally frequent ones
 * @param coverage mean share of a cell's pixels that have its label, 0..1: how far cells are finer
 *     than segments
 */
public record GridSegments(int[] labels, double coverage) {

  /**
   * Divides a map into cells as even as whole pixels allow: cell row r holds the pixel rows
   * r·height/rows to (r + 1)·height/rows, rounded down.
   *
   * @param map label of each pixel, row-major {@code [height][width]}
   * @param rows of the grid, at most {@code height}
   * @param columns of the grid, at most {@code width}
   */
  public static GridSegments of(int[] map, int height, int width, int rows, int columns) {
    if (map.length != height * width
        || rows < 1
        || columns < 1
        || rows > height
        || columns > width) {
      throw new IllegalArgumentException(
          "expected %d x %d labels and a grid no finer, found %d labels and %d x %d cells"
              .formatted(height, width, map.length, rows, columns));
    }
    var labels = new int[rows * columns];
    double coverage = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int bottom = (r + 1) * height / rows;
        int right = (c + 1) * width / columns;
        var counted = new LongIndex();
        int pixels = 0;
        for (int y = r * height / rows; y < bottom; y++) {
          for (int x = c * width / columns; x < right; x++, pixels++) {
            counted.add(map[y * width + x]);
          }
        }
        int best = most(counted);
        labels[r * columns + c] = (int) counted.key(best);
        coverage += (double) counted.count(best) / pixels / labels.length;
      }
    }
    return new GridSegments(labels, coverage);
  }

  private static int most(LongIndex counted) {
    int best = 0;
    for (int i = 1; i < counted.size(); i++) {
      boolean tie = counted.count(i) == counted.count(best);
      if (counted.count(i) > counted.count(best) || tie && counted.key(i) < counted.key(best)) {
        best = i;
      }
    }
    return best;
  }
}
