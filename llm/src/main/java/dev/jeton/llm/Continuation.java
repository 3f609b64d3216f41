package dev.jeton.llm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * One of several ways in which a text may go on.
 *
 * @param ids what was drawn
 * @param logProbability of all of it, natural, as the model itself has it; that of an end is not
 *     counted
 * @param ended whether the text came to its end
 */
public record Continuation(List<Integer> ids, double logProbability, boolean ended) {
  public Continuation {
    ids = List.copyOf(ids);
  }

  /**
   * Draws {@code n} continuations of what {@code session} has read, the likeliest first; the
   * session stays as it is. Number i is what a {@link Generation} with a {@link SplittableRandom}
   * of {@code seed + i} draws.
   *
   * @param most tokens of each
   */
  public static List<Continuation> best(
      Session session, int n, int most, Sampling sampling, long seed) {
    return best(n, seed, random -> drawn(most, new Generation(session.fork(), sampling, random)));
  }

  /** The same within {@code limits}, which stay as they are. */
  public static List<Continuation> best(
      Session session, int n, int most, Sampling sampling, Constraint limits, long seed) {
    return best(
        n,
        seed,
        random ->
            drawn(most, new Generation(session.fork(), sampling, random).within(limits.fork())));
  }

  private static List<Continuation> best(
      int n, long seed, Function<SplittableRandom, Continuation> draw) {
    var all = new ArrayList<Continuation>();
    for (int i = 0; i < n; i++) {
      all.add(draw.apply(new SplittableRandom(seed + i)));
    }
    all.sort(Comparator.comparingDouble(Continuation::logProbability).reversed());
    return List.copyOf(all);
  }

  private static Continuation drawn(int most, Generation generation) {
    var ids = new ArrayList<Integer>();
    var sum = new double[1];
    generation.eachChoice(0, choice -> sum[0] += choice.logProbability()).run(most, ids::add);
    return new Continuation(ids, sum[0], generation.ended());
  }
}
