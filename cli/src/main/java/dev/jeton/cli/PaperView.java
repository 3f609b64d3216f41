package dev.jeton.cli;

import dev.jeton.papers.Arm;
import dev.jeton.papers.Cell;
import dev.jeton.papers.Claim;
import dev.jeton.papers.PaperTables;
import dev.jeton.papers.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that is stored of a paper, as it is printed. */
record PaperView(
    int number,
    String name,
    String title,
    String verb,
    String state,
    String summary,
    List<ClaimView> claims,
    List<ArmView> arms,
    List<Cell> cells,
    String command) {

  /** A claim with what is computed of it. */
  record ClaimView(
      String statement,
      double ours,
      double baseline,
      double spread,
      int seeds,
      String comparison,
      double threshold,
      boolean holds,
      String note) {
    private static ClaimView of(Claim claim) {
      return new ClaimView(
          claim.statement(),
          claim.ours(),
          claim.baseline(),
          claim.spread(),
          claim.seeds(),
          claim.comparison().name().toLowerCase(Locale.ROOT),
          claim.threshold(),
          claim.holds(),
          claim.note());
    }
  }

  /** Mean and standard deviation over seeds. */
  record Spread(double mean, double deviation) {}

  /** The numbers of an arm by name. */
  record ArmView(String arm, int seeds, Map<String, Spread> numbers) {
    private static ArmView of(Arm arm) {
      var numbers = new LinkedHashMap<String, Spread>();
      for (var key : arm.cells().getFirst().sortedNumbers().keySet()) {
        numbers.put(key, new Spread(arm.mean(key), arm.deviation(key)));
      }
      return new ArmView(arm.name(), arm.seeds(), numbers);
    }
  }

  static PaperView of(State state) {
    var row = state.row();
    var stored = state.stored();
    var report = stored.report();
    return new PaperView(
        row.number(),
        row.name(),
        row.title(),
        row.verb(),
        state.words(),
        report == null ? "" : report.summary(),
        report == null ? List.of() : report.claims().stream().map(ClaimView::of).toList(),
        PaperTables.grouped(stored.cells()).stream().map(ArmView::of).toList(),
        stored.cells(),
        state.command());
  }

  /** Title and claims, and the numbers of all arms; with {@code everyCell} each cell too. */
  static String text(State state, boolean everyCell) {
    var row = state.row();
    var text = new StringBuilder();
    text.append("%d %s (%s): %s%n".formatted(row.number(), row.name(), row.verb(), state.words()));
    text.append(row.title()).append('\n');
    var report = state.stored().report();
    if (report != null) {
      text.append("\n%s%n%n%s".formatted(report.summary(), PaperTables.claims(report).text()));
    }
    var cells = state.stored().cells();
    PaperTables.arms(cells).forEach(table -> text.append('\n').append(table.text()));
    if (everyCell && !cells.isEmpty()) {
      text.append('\n').append(PaperTables.cells(cells).text()).append('\n');
      cells.stream().map(Cell::machine).distinct().forEach(m -> text.append(m).append('\n'));
      text.append("again: ./").append(state.command()).append('\n');
    }
    return text.toString();
  }
}
