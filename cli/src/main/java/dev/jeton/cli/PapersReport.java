package dev.jeton.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.core.WholeFile;
import dev.jeton.papers.PapersPage;
import dev.jeton.papers.Recipes;
import dev.jeton.papers.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton papers report}: the page, and its plots in a folder beside it. */
final class PapersReport extends Subcommand {
  private final Recipes recipes;
  @Mixin private ResultsOption results = new ResultsOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Page to write; without it, docs/papers.md of the repository.")
  private @Nullable Path output;

  PapersReport(Recipes recipes) {
    this.recipes = recipes;
  }

  @Override
  public Integer call() throws IOException {
    var states = State.all(recipes, results.results());
    var page = output == null ? Checkout.home().resolve("docs/papers.md") : output;
    WholeFile.write(page, PapersPage.markdown(states, recipes).getBytes(UTF_8));
    for (var state : states) {
      for (var plot : recipes.plots(state).entrySet()) {
        var folder = Files.createDirectories(page.resolveSibling(PapersPage.PLOTS));
        WholeFile.write(folder.resolve(plot.getKey()), plot.getValue().png());
      }
    }
    long run = states.stream().filter(state -> state.stored().report() != null).count();
    if (json) {
      var said = new LinkedHashMap<String, Object>();
      said.put("output", page);
      said.put("rows", states.size());
      said.put("run", run);
      Json.print(out(), said);
    } else {
      out().printf("wrote %s: %d rows, %d of them run%n", page, states.size(), run);
    }
    return 0;
  }
}
