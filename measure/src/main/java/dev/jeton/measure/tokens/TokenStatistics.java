package dev.jeton.measure.tokens;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * All that is measured of one token language. Every number depends on the size of the sample and of
 * the vocabulary: compare languages at equal sizes ({@link TokenCorpus#first}).
 *
 * @param vocabulary ids that could occur
 * @param types ids that do
 * @param ngrams for n = 1, 2, 3
 * @param entropies of an id given the 0, 1, 2, 3 before it
 * @param kneserNeyBits bits per token of a held-out tenth, orders 1 to 4; NaN where it is empty
 */
public record TokenStatistics(
    String language,
    int sequences,
    int tokens,
    int vocabulary,
    int types,
    List<NgramStatistics> ngrams,
    List<Entropy> entropies,
    CompressionStatistics compression,
    List<Double> kneserNeyBits,
    GrammarStatistics grammar) {
  private static final int NGRAMS = 3;
  private static final int CONTEXTS = 3;
  private static final int ORDERS = 4;

  /**
   * How much is done.
   *
   * @param merges most pairs that byte-pair encoding merges
   * @param grammar what its induction is given
   */
  public record Effort(int merges, GrammarStatistics.Effort grammar) {
    public static final Effort USUAL = new Effort(500, GrammarStatistics.Effort.USUAL);
  }

  /**
   * Measures a corpus of at least one token; seconds for a million.
   *
   * @param step is told what is being done
   */
  public static TokenStatistics of(TokenCorpus corpus, Effort effort, Consumer<String> step) {
    if (corpus.tokens() == 0) {
      throw new IllegalArgumentException("expected at least 1 token, found 0 in " + corpus.name());
    }
    var parts = HeldOut.of(corpus);
    step.accept("n-grams");
    var ngrams =
        IntStream.rangeClosed(1, NGRAMS)
            .mapToObj(n -> NgramStatistics.of(corpus, parts, n))
            .toList();
    step.accept("entropy");
    var entropies =
        IntStream.rangeClosed(0, CONTEXTS).mapToObj(k -> Entropy.conditional(corpus, k)).toList();
    step.accept("compression");
    var compression = CompressionStatistics.of(corpus, effort.merges());
    step.accept("n-gram models");
    var bits =
        IntStream.rangeClosed(1, ORDERS)
            .mapToObj(n -> KneserNey.train(parts.training(), n).bitsPerToken(parts.test()))
            .toList();
    step.accept("grammar");
    return new TokenStatistics(
        corpus.name(),
        corpus.sequences().size(),
        corpus.tokens(),
        corpus.vocabulary(),
        corpus.types(),
        ngrams,
        entropies,
        compression,
        bits,
        GrammarStatistics.of(parts, effort.grammar()));
  }
}
