package dev.jeton.papers;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a row is.
 *
 * @param built whether there is a recipe
 * @param stored its cells and its last report
 */
public record State(Row row, boolean built, Results.Stored stored) {

  /** Of row {@code number}, if there is one. */
  public static Optional<State> of(int number, Recipes recipes, Results results) {
    return Row.all().stream()
        .filter(row -> row.number() == number)
        .findFirst()
        .map(row -> of(row, recipes, results));
  }

  /** Of all rows in order. */
  public static List<State> all(Recipes recipes, Results results) {
    return Row.all().stream().map(row -> of(row, recipes, results)).toList();
  }

  private static State of(Row row, Recipes recipes, Results results) {
    return new State(row, recipes.has(row.number()), results.of(row.number()));
  }

  /** {@code not built}, {@code built}, {@code N cells done} or {@code run}. */
  public String words() {
    if (stored.report() != null) {
      return "run";
    }
    if (!stored.cells().isEmpty()) {
      return stored.cells().size() + " cells done";
    }
    return built ? "built" : "not built";
  }

  /** How many claims hold, {@code 2 of 3}; empty without a report. */
  public String holding() {
    var report = stored.report();
    return report == null ? "" : "%d of %d".formatted(report.holding(), report.claims().size());
  }

  /** The command that runs the stored cells again; empty without cells. */
  public String command() {
    if (stored.cells().isEmpty()) {
      return "";
    }
    var seeds = stored.cells().stream().map(Cell::seed).distinct().sorted().map(Objects::toString);
    return "jeton papers run %d --seeds %s --minutes %s"
        .formatted(
            row.number(),
            String.join(",", seeds.toList()),
            number(stored.cells().getFirst().budgetMinutes()));
  }

  private static String number(double minutes) {
    return minutes == Math.rint(minutes) ? "%.0f".formatted(minutes) : "" + minutes;
  }
}
