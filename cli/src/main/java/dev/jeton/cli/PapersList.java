package dev.jeton.cli;

import dev.jeton.measure.report.Table;
import dev.jeton.papers.Recipes;
import dev.jeton.papers.State;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** {@code jeton papers list}. */
final class PapersList extends Subcommand {

  /** A row in JSON; {@code claims} and {@code holding} are null before a paper was run. */
  record Entry(
      int number,
      String name,
      String title,
      String verb,
      String state,
      boolean built,
      int cells,
      @Nullable Integer claims,
      @Nullable Integer holding) {
    static Entry of(State state) {
      var row = state.row();
      var report = state.stored().report();
      return new Entry(
          row.number(),
          row.name(),
          row.title(),
          row.verb(),
          state.words(),
          state.built(),
          state.stored().cells().size(),
          report == null ? null : report.claims().size(),
          report == null ? null : (int) report.holding());
    }
  }

  private final Recipes recipes;
  @Mixin private ResultsOption results = new ResultsOption();

  PapersList(Recipes recipes) {
    this.recipes = recipes;
  }

  @Override
  public Integer call() {
    var states = State.all(recipes, results.results());
    if (json) {
      Json.print(out(), states.stream().map(Entry::of).toList());
      return 0;
    }
    var table = Table.of("#", "system", "verb", "state", "claims that hold");
    for (var state : states) {
      var row = state.row();
      table.row(row.number(), row.name(), row.verb(), state.words(), state.holding());
    }
    out().print(table.text());
    return 0;
  }
}
