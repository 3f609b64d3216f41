package dev.jeton.papers;

import dev.jeton.measure.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is stored of a paper, as tables. */
public final class PaperTables {
  private PaperTables() {}

  /** One row per claim, whether it holds or not. */
  public static Table claims(Report report) {
    var table = Table.of("claim", "ours", "baseline", "spread", "seeds", "asked", "holds");
    for (var claim : report.claims()) {
      var note = claim.note().isEmpty() ? "" : " (" + claim.note() + ")";
      table.row(
          claim.statement() + note,
          number(claim.ours()),
          number(claim.baseline()),
          number(claim.spread()),
          claim.seeds(),
          asked(claim),
          claim.holds() ? "yes" : "NO");
    }
    return table;
  }

  private static String asked(Claim claim) {
    return claim.comparison().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " "
        + number(claim.threshold());
  }

  /**
   * Every stored number of every arm, mean and standard deviation over seeds: one table per set of
   * numbers, since arms that do different work measure different things.
   */
  public static List<Table> arms(List<Cell> cells) {
    var groups = new LinkedHashMap<Set<String>, List<Arm>>();
    for (var arm : grouped(cells)) {
      var keys = arm.cells().getFirst().sortedNumbers().keySet();
      groups.computeIfAbsent(keys, k -> new ArrayList<>()).add(arm);
    }
    var tables = new ArrayList<Table>();
    groups.forEach((keys, arms) -> tables.add(arms(keys, arms)));
    return tables;
  }

  private static Table arms(Set<String> keys, List<Arm> arms) {
    var columns = new ArrayList<>(List.of("arm", "seeds"));
    columns.addAll(keys);
    var table = Table.of(columns.toArray(String[]::new));
    for (var arm : arms) {
      var row = new ArrayList<Object>(List.of(arm.name(), arm.seeds()));
      keys.forEach(key -> row.add(spread(arm, key)));
      table.row(row.toArray());
    }
    return table;
  }

  private static String spread(Arm arm, String key) {
    var mean = number(arm.mean(key));
    return arm.seeds() == 1 ? mean : mean + " ± " + number(arm.deviation(key), 2);
  }

  /** The cells by arm, in the order of their first ones; cells that lack a number stand alone. */
  public static List<Arm> grouped(List<Cell> cells) {
    var arms = new LinkedHashMap<List<Object>, List<Cell>>();
    for (var cell : cells) {
      var key = List.<Object>of(cell.arm(), cell.sortedNumbers().keySet());
      arms.computeIfAbsent(key, k -> new ArrayList<>()).add(cell);
    }
    return arms.values().stream().map(list -> new Arm(list.getFirst().arm(), list)).toList();
  }

  /** One row per cell. */
  public static Table cells(List<Cell> cells) {
    var table = Table.of("arm", "seed", "minutes", "load", "date", "commit", "data");
    for (var cell : cells) {
      table.row(
          cell.arm(),
          cell.seed(),
          number(cell.minutes()),
          cell.load() < 0 ? "–" : number(cell.load(), 2),
          cell.date(),
          cell.commit(),
          cell.data());
    }
    return table;
  }

  private static String number(double value) {
    return number(value, 4);
  }

  /** With that many significant digits, and all of the whole part; a dash for NaN. */
  private static String number(double value, int digits) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    return whole < -3 || whole > 9
        ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
        : String.format(Locale.ROOT, "%." + Math.max(digits - whole, 0) + "f", value);
  }
}
