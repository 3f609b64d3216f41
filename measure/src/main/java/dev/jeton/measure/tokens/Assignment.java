package dev.jeton.measure.tokens;

import java.util.Arrays;

/**
 * The cheapest pairing of n rows with n columns, by shortest augmenting paths (Kuhn 1955; in the
 * form of Jonker and Volgenant 1987). The work grows with the cube of n.
 */
final class Assignment {
  private Assignment() {}

  /**
   * @param costs {@code [n][n]}, finite
   * @return the column of each row, {@code [n]}
   */
  static int[] cheapest(double[] costs, int n) {
    var rowPrice = new double[n + 1];
    var columnPrice = new double[n + 1];
    var rowOf = new int[n + 1]; // of each column, from 1; column 0 is where a new row enters
    var before = new int[n + 1];
    for (int row = 1; row <= n; row++) {
      rowOf[0] = row;
      int column = 0;
      var shortest = new double[n + 1];
      Arrays.fill(shortest, Double.POSITIVE_INFINITY);
      var done = new boolean[n + 1];
      do {
        done[column] = true;
        int from = rowOf[column];
        double least = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int j = 1; j <= n; j++) {
          if (!done[j]) {
            double cost = costs[(from - 1) * n + j - 1] - rowPrice[from] - columnPrice[j];
            if (cost < shortest[j]) {
              shortest[j] = cost;
              before[j] = column;
            }
            if (shortest[j] < least) {
              least = shortest[j];
              next = j;
            }
          }
        }
        for (int j = 0; j <= n; j++) {
          if (done[j]) {
            rowPrice[rowOf[j]] += least;
            columnPrice[j] -= least;
          } else {
            shortest[j] -= least;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      for (int j = column; j != 0; j = before[j]) {
        rowOf[j] = rowOf[before[j]];
      }
    }
    var columns = new int[n];
    for (int j = 1; j <= n; j++) {
      columns[rowOf[j] - 1] = j - 1;
    }
    return columns;
  }
}
