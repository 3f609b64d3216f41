package dev.jeton.papers;

import dev.jeton.measure.tokens.GrammarStatistics;
import java.time.Duration;

/**
 * How much row 55 reads and trains.
 *
 * @param sequences of 64 tokens per language
 * @param photos that shipped codecs encode
 * @param codecSteps of a tokenizer's training
 * @param modelSteps of a language model's training
 * @param alignmentTokens of each language that is aligned
 * @param grammar what one induction is given
 */
record LovtScale(
    int sequences,
    int photos,
    int codecSteps,
    int modelSteps,
    int alignmentTokens,
    GrammarStatistics.Effort grammar) {
  /** Rounds alone end an induction, so that numbers do not depend on the machine's load. */
  private static final Duration UNHURRIED = Duration.ofHours(1);

  static final LovtScale FULL =
      new LovtScale(
          4000, 1172, 500, 400, 64_000, new GrammarStatistics.Effort(1000, 12, 25, UNHURRIED));

  /** For a look at whether everything runs. */
  static final LovtScale SMALL =
      new LovtScale(200, 60, 12, 8, 16_000, new GrammarStatistics.Effort(100, 6, 5, UNHURRIED));
}
