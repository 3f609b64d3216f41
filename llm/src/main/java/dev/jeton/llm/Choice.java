package dev.jeton.llm;

import java.util.List;

/**
 * A token that was drawn.
 *
 * @param logProbability of the id, natural, as the model itself has it: before all steps of
 *     sampling
 * @param best the likeliest ids, likeliest first; as many as were asked for
 */
public record Choice(int id, double logProbability, List<Candidate> best) {

  /** An id that might have been. */
  public record Candidate(int id, double logProbability) {}

  public Choice {
    best = List.copyOf(best);
  }
}
