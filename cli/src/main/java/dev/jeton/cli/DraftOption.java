package dev.jeton.cli;

import dev.jeton.llm.Model;
import dev.jeton.llm.draft.Draft;
import dev.jeton.llm.draft.PromptLookup;
import dev.jeton.llm.draft.TokenRecycling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where guesses of the next tokens come from, and where they are kept. */
final class DraftOption {
  @Option(
      names = "--draft",
      defaultValue = "recycling",
      description =
          "Guesses to check several at a time, where that pays: recycling, from what the model found"
              + " likely before; lookup, from the text; none (${DEFAULT-VALUE}).")
  private Guesses guesses = Guesses.RECYCLING;

  @Option(
      names = "--draft-file",
      paramLabel = "FILE",
      description =
          "Where recycling keeps what it has learnt of this model, so that the next text is guessed"
              + " from its first token on: read if it is there, written at the end.")
  private @Nullable Path file;

  /** Where guesses come from. */
  private enum Guesses {
    RECYCLING,
    LOOKUP,
    NONE
  }

  /** What the file needs: guesses that are learnt, by {@code used}. */
  void check(Subcommand command, boolean used) {
    if (file != null && guesses != Guesses.RECYCLING) {
      throw command.usage("--draft-file goes with --draft recycling");
    }
    if (file != null && !used) {
      throw command.usage("--draft-file goes with one text of tokens: no --best, no --exact-bytes");
    }
  }

  /** Where guesses come from, if anywhere. */
  Optional<Draft> open(Model model) throws IOException {
    var kept = file;
    return switch (guesses) {
      case RECYCLING ->
          Optional.of(
              kept != null && Files.exists(kept)
                  ? TokenRecycling.restore(kept, model)
                  : new TokenRecycling(model.shape().vocabulary()));
      case LOOKUP -> Optional.of(new PromptLookup());
      case NONE -> Optional.empty();
    };
  }

  /** Writes what was learnt, if there is a file for it. */
  void keep(Optional<Draft> draft, Model model) throws IOException {
    if (file != null && draft.orElse(null) instanceof TokenRecycling recycling) {
      recycling.save(file, model);
    }
  }
}
