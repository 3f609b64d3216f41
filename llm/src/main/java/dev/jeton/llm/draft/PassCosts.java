package dev.jeton.llm.draft;

import java.util.Arrays;

/**
 * What a forward pass over so many rows costs, beside a pass over one: straight lines between what
 * was measured, and on behind it.
 */
public final class PassCosts {
  private final double[] cost = new double[Draft.MOST_ROWS + 1];

  /**
   * Costs from measurements.
   *
   * @param rows rising, the first 1
   * @param seconds of each, in any unit
   */
  public PassCosts(int[] rows, double[] seconds) {
    if (rows.length != seconds.length || rows.length == 0 || rows[0] != 1 || !(seconds[0] > 0)) {
      throw new IllegalArgumentException(
          "expected costs from one row on, found %s".formatted(Arrays.toString(rows)));
    }
    int known = 0;
    for (int n = 1; n < cost.length; n++) {
      while (known + 2 < rows.length && rows[known + 1] < n) {
        known++;
      }
      int next = Math.min(known + 1, rows.length - 1);
      double slope =
          next == known
              ? seconds[0]
              : (seconds[next] - seconds[known]) / (rows[next] - rows[known]);
      double straight = seconds[known] + Math.max(0, slope) * (n - rows[known]);
      cost[n] = Math.max(cost[n - 1], straight / seconds[0]);
    }
  }

  private PassCosts(PassCosts measured, double factor) {
    cost[1] = 1;
    for (int n = 2; n < cost.length; n++) {
      cost[n] = Math.max(1, factor * measured.cost[n]);
    }
  }

  /** The same, but passes over more than one row cost {@code factor} times as much. */
  PassCosts times(double factor) {
    return new PassCosts(this, factor);
  }

  /** What may be expected before anything was measured: a model of a billion weights of 8 bits. */
  public static PassCosts typical() {
    return new PassCosts(
        new int[] {1, 2, 4, 8, 16, 32, 64}, new double[] {1, 1.3, 2, 3.2, 5.5, 10, 19});
  }

  /** Each row costs as much as the first: nothing pays. */
  public static PassCosts proportional() {
    return new PassCosts(new int[] {1}, new double[] {1});
  }

  /** The same for any number of rows: whatever is likely pays. */
  public static PassCosts constant() {
    return new PassCosts(new int[] {1, 2}, new double[] {1, 1});
  }

  /** The cost of {@code rows} rows, that of one being 1. */
  public double of(int rows) {
    return cost[rows];
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int n = 1; n < cost.length; n *= 2) {
      text.append("%d: %.2f ".formatted(n, cost[n]));
    }
    return text.toString().strip();
  }
}
