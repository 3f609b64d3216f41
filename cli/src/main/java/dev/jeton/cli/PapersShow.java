package dev.jeton.cli;

import dev.jeton.papers.Recipes;
import dev.jeton.papers.State;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jeton papers show}. */
final class PapersShow extends Subcommand {
  private final Recipes recipes;

  @Parameters(paramLabel = "NN", description = "Number of the paper, 1 to 65.")
  private int number;

  @Mixin private ResultsOption results = new ResultsOption();

  PapersShow(Recipes recipes) {
    this.recipes = recipes;
  }

  @Override
  public Integer call() {
    var state = State.of(number, recipes, results.results()).orElseThrow(() -> noPaper(number));
    if (json) {
      Json.print(out(), PaperView.of(state));
    } else {
      out().print(PaperView.text(state, true));
    }
    return 0;
  }
}
