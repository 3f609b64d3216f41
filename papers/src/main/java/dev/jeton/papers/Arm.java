package dev.jeton.papers;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * One arm over all seeds asked for. Cells that another process is running when the arm is asked for
 * are waited for when a number is.
 */
public final class Arm {
  private final String name;
  private final Supplier<List<Cell>> cells;

  /** An arm whose cells stand. */
  public Arm(String name, List<Cell> cells) {
    this(name, () -> cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("arm " + name + " has no cells");
    }
  }

  /**
   * @param cells gives all of them, or throws {@link MissingCellsException}
   */
  Arm(String name, Supplier<List<Cell>> cells) {
    this.name = name;
    this.cells = cells;
  }

  public String name() {
    return name;
  }

  /**
   * In the order of the seeds.
   *
   * @throws MissingCellsException if one is missing
   */
  public List<Cell> cells() {
    return cells.get();
  }

  public int seeds() {
    return cells().size();
  }

  /** Number {@code key} per seed. */
  public double[] values(String key) {
    return cells().stream().mapToDouble(cell -> value(cell, key)).toArray();
  }

  public double mean(String key) {
    return mean(values(key));
  }

  /** Standard deviation over seeds with n - 1; 0 for a single seed. */
  public double deviation(String key) {
    return deviation(values(key));
  }

  /** Ours minus the baseline's, higher by at least {@code by}; spread is of paired differences. */
  public Claim higher(String statement, String key, Arm baseline, double by, String note) {
    return paired(statement, key, baseline, Claim.Comparison.HIGHER_BY, by, note);
  }

  /** The baseline's minus ours, at least {@code by}; spread is of paired differences. */
  public Claim lower(String statement, String key, Arm baseline, double by, String note) {
    return paired(statement, key, baseline, Claim.Comparison.LOWER_BY, by, note);
  }

  /** Ours alone, at least {@code threshold}. */
  public Claim atLeast(String statement, String key, double threshold, String note) {
    return alone(statement, key, Claim.Comparison.AT_LEAST, threshold, note);
  }

  /** Ours alone, at most {@code threshold}. */
  public Claim atMost(String statement, String key, double threshold, String note) {
    return alone(statement, key, Claim.Comparison.AT_MOST, threshold, note);
  }

  private Claim alone(
      String statement, String key, Claim.Comparison comparison, double threshold, String note) {
    return new Claim(
        statement, mean(key), Double.NaN, deviation(key), seeds(), comparison, threshold, note);
  }

  private Claim paired(
      String statement,
      String key,
      Arm baseline,
      Claim.Comparison comparison,
      double threshold,
      String note) {
    int pairs = Math.min(seeds(), baseline.seeds());
    var ours = values(key);
    var theirs = baseline.values(key);
    var differences = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      differences[i] = ours[i] - theirs[i];
    }
    return new Claim(
        statement,
        mean(key),
        baseline.mean(key),
        deviation(differences),
        pairs,
        comparison,
        threshold,
        note);
  }

  private static double value(Cell cell, String key) {
    var value = cell.numbers().get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "cell %s, seed %d has no number '%s'; it has %s"
              .formatted(cell.arm(), cell.seed(), key, cell.sortedNumbers().keySet()));
    }
    return value;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Standard deviation with n - 1; 0 for a single value. */
  static double deviation(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    if (Arrays.stream(values).allMatch(value -> value == values[0])) {
      return 0; // where rounding of the mean would leave a trace
    }
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
