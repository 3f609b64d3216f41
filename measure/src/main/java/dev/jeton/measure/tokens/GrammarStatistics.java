package dev.jeton.measure.tokens;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a small grammar finds in short pieces of a language, beside the same pieces with all their
 * tokens shuffled: what it finds there is no grammar. One start of the learner; local optima
 * differ.
 *
 * @param pieces that it learnt from
 * @param perplexity per token of held-out pieces, given their length
 * @param shuffledPerplexity the same where training and held-out pieces are shuffled
 * @param leafDepth mean number of splits above a token in the most probable trees
 * @param lean of these trees: 1 is a chain to the right, −1 to the left, 0 balanced
 * @param ruleEntropy bits per choice of a rule, mean over nonterminals
 * @param complete whether all rounds were done in time
 */
public record GrammarStatistics(
    int pieces,
    double perplexity,
    double shuffledPerplexity,
    double leafDepth,
    double lean,
    double ruleEntropy,
    boolean complete) {
  /** Tokens of a piece. */
  public static final int LENGTH = 12;

  private static final double SMOOTHING = 0.1;
  private static final long SEED = 55;

  /** Too few pieces to learn from. */
  public static final GrammarStatistics NONE =
      new GrammarStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, true);

  /**
   * How much is learnt from, and how long.
   *
   * @param pieces to learn from, and to test on, at most
   * @param nonterminals of the grammar
   * @param rounds of expectation–maximisation
   * @param limit of time for each of the two grammars
   */
  public record Effort(int pieces, int nonterminals, int rounds, Duration limit) {
    /** A few seconds. */
    public static final Effort USUAL = new Effort(500, 12, 20, Duration.ofSeconds(60));
  }

  /**
   * Learns from pieces spread over the training part and tests on pieces spread over the test part;
   * {@link #NONE} where there are fewer than ten and one.
   */
  public static GrammarStatistics of(HeldOut parts, Effort effort) {
    var training = parts.training().pieces(LENGTH).spread(effort.pieces());
    var test = parts.test().pieces(LENGTH).spread(effort.pieces());
    if (training.sequences().size() < 10 || test.sequences().isEmpty()) {
      return NONE;
    }
    var learnt = learn(training, effort);
    var random = new SplittableRandom(SEED);
    var control = learn(training.shuffled(random), effort);
    var grammar = learnt.grammar();
    var trees = test.sequences().stream().map(ids -> ParseTree.best(grammar, ids)).toList();
    return new GrammarStatistics(
        training.sequences().size(),
        grammar.perplexity(test),
        control.grammar().perplexity(test.shuffled(random)),
        trees.stream().mapToDouble(ParseTree::meanLeafDepth).average().orElse(Double.NaN),
        trees.stream().mapToDouble(ParseTree::lean).average().orElse(Double.NaN),
        grammar.ruleEntropy(),
        learnt.complete() && control.complete());
  }

  private static GrammarInduction learn(TokenCorpus corpus, Effort effort) {
    return GrammarInduction.learn(
        corpus,
        new GrammarInduction.Effort(
            effort.nonterminals(), effort.rounds(), SMOOTHING, effort.limit()),
        new SplittableRandom(SEED));
  }

  /** Bits per token that the grammar knows more than one of the shuffled pieces. */
  public double gain() {
    return Entropy.log2(shuffledPerplexity / perplexity);
  }
}
