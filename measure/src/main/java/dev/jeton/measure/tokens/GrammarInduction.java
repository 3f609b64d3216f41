package dev.jeton.measure.tokens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Learns a {@link Grammar} from short sequences by expectation–maximisation, the inside–outside
 * algorithm (Lari and Young 1990). It begins with classes of ids that stand beside the same
 * neighbours, rules between them at random; what it finds is a local optimum, which depends on
 * both.
 *
 * @param grammar after the last round
 * @param log2Likelihoods of the corpus before each round, never falling where nothing is smoothed
 * @param complete whether all rounds were done in time
 */
public record GrammarInduction(Grammar grammar, List<Double> log2Likelihoods, boolean complete) {

  /**
   * What a learner may do.
   *
   * @param nonterminals at least 1; work grows with the square to the cube
   * @param rounds at most so many
   * @param smoothing added to the expected number of each emission, so that ids which never
   *     occurred can; not below 0
   * @param limit of time; no round begins after it
   */
  public record Effort(int nonterminals, int rounds, double smoothing, Duration limit) {
    public Effort {
      if (nonterminals < 1 || rounds < 1 || !(smoothing >= 0)) {
        throw new IllegalArgumentException(
            "expected at least 1 nonterminal and round and no smoothing below 0, found %d, %d, %s"
                .formatted(nonterminals, rounds, smoothing));
      }
    }
  }

  /**
   * Learns.
   *
   * @param corpus sequences of at least one id each; the work grows with the cube of their length
   */
  public static GrammarInduction learn(TokenCorpus corpus, Effort effort, RandomGenerator random) {
    long start = System.nanoTime();
    var grammar = GrammarStart.of(corpus, effort.nonterminals(), random);
    var likelihoods = new ArrayList<Double>();
    for (int round = 0; round < effort.rounds(); round++) {
      if (System.nanoTime() - start > effort.limit().toNanos()) {
        return new GrammarInduction(grammar, List.copyOf(likelihoods), false);
      }
      var expected = new ExpectedRules(grammar);
      corpus.sequences().forEach(expected::add);
      likelihoods.add(expected.log2Likelihood());
      grammar = maximised(grammar, expected, effort.smoothing());
    }
    return new GrammarInduction(grammar, List.copyOf(likelihoods), true);
  }

  private static Grammar maximised(Grammar old, ExpectedRules expected, double smoothing) {
    int n = old.nonterminals();
    int square = n * n;
    int v = old.vocabulary();
    var splits = expected.splits.clone();
    var emissions = expected.emissions.clone();
    for (int a = 0; a < n; a++) {
      double sum = 0;
      for (int i = a * square; i < (a + 1) * square; i++) {
        sum += splits[i];
      }
      for (int i = a * v; i < (a + 1) * v; i++) {
        emissions[i] += smoothing;
        sum += emissions[i];
      }
      if (sum > 0) {
        for (int i = a * square; i < (a + 1) * square; i++) {
          splits[i] /= sum;
        }
        for (int i = a * v; i < (a + 1) * v; i++) {
          emissions[i] /= sum;
        }
      } else { // never used: stays as it was
        System.arraycopy(old.splits(), a * square, splits, a * square, square);
        System.arraycopy(old.emissions(), a * v, emissions, a * v, v);
      }
    }
    return new Grammar(n, v, splits, emissions);
  }
}
