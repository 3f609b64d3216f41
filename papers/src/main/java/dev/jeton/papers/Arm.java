package dev.jeton.papers;

import java.util.List;

/** The cells of one arm over all seeds asked for. */
public record Arm(String name, List<Cell> cells) {
  public Arm {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("arm " + name + " has no cells");
    }
  }

  public int seeds() {
    return cells.size();
  }

  /** Number {@code key} per seed. */
  public double[] values(String key) {
    return cells.stream().mapToDouble(cell -> value(cell, key)).toArray();
  }

  public double mean(String key) {
    return cells.stream().mapToDouble(cell -> value(cell, key)).average().orElseThrow();
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

  private static double deviation(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
