package dev.jeton.cli;

import dev.jeton.core.Budget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an encoder may spend; at most one of the three is given. */
final class BudgetOption {
  @Option(names = "--tokens", paramLabel = "N", description = "Use at most N tokens.")
  @Nullable Integer tokens;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "Make a file of at most N bytes, header included.")
  @Nullable Integer bytes;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description = "Use as few tokens as reach quality Q, 0 to 100.")
  @Nullable Double quality;

  /**
   * The budget; everything where none was given.
   *
   * @throws IllegalArgumentException if the number makes no sense
   */
  Budget budget() {
    if (tokens != null) {
      return new Budget.Tokens(tokens);
    }
    if (bytes != null) {
      return new Budget.Bytes(bytes);
    }
    return quality == null ? Budget.UNLIMITED : new Budget.Quality(quality);
  }
}
