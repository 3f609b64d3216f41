package dev.jeton.cli;

import dev.jeton.measure.tokens.LanguageAlignment;
import dev.jeton.measure.tokens.TokenStatistics;
import java.util.List;

/**
 * Token languages side by side.
 *
 * @param limit most tokens of a language that were taken
 * @param order how grids were read
 * @param alignments of pairs; none where a language has fewer than ten types
 */
record LanguageComparison(
    int limit, String order, List<TokenStatistics> languages, List<LanguageAlignment> alignments) {

  /** How many times more tokens the largest sample has than the smallest. */
  double imbalance() {
    return (double) languages.stream().mapToInt(TokenStatistics::tokens).max().orElse(1) / fewest();
  }

  /** Tokens of the smallest sample. */
  int fewest() {
    return languages.stream().mapToInt(TokenStatistics::tokens).min().orElse(1);
  }
}
