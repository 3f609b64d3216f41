package dev.jeton.cli;

import dev.jeton.papers.Results;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the papers' cells are stored. */
final class ResultsOption {
  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Folder of stored results; without it, papers/results of the repository.")
  private @Nullable Path folder;

  Results results() {
    return new Results(folder == null ? Checkout.home().resolve("papers/results") : folder);
  }
}
