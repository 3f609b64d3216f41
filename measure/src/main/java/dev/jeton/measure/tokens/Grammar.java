package dev.jeton.measure.tokens;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A probabilistic context-free grammar in Chomsky's normal form: every nonterminal A either splits,
 * A → B C, or emits, A → w, and all its rules sum to 1. Derivations start at nonterminal 0.
 *
 * @param nonterminals their number N
 * @param vocabulary number of ids V
 * @param splits {@code [N][N][N]}: p(A → B C); not copied
 * @param emissions {@code [N][V]}: p(A → w); not copied
 */
public record Grammar(int nonterminals, int vocabulary, double[] splits, double[] emissions) {
  private static final double TOLERANCE = 1e-6;

  public Grammar {
    int n = nonterminals;
    if (n < 1 || splits.length != n * n * n || emissions.length != n * vocabulary) {
      throw new IllegalArgumentException(
          "expected %d splits and %d emissions, found %d and %d"
              .formatted(n * n * n, n * vocabulary, splits.length, emissions.length));
    }
    for (int a = 0; a < n; a++) {
      double sum =
          Arrays.stream(splits, a * n * n, (a + 1) * n * n).sum()
              + Arrays.stream(emissions, a * vocabulary, (a + 1) * vocabulary).sum();
      if (!(Math.abs(sum - 1) < TOLERANCE)) {
        throw new IllegalArgumentException(
            "expected rules that sum to 1, found %s at nonterminal %d".formatted(sum, a));
      }
    }
  }

  /**
   * Random rules, far from even so that learning has where to begin: half of each nonterminal's
   * probability splits, half emits.
   */
  static Grammar random(int nonterminals, int vocabulary, RandomGenerator random) {
    var splits = new double[nonterminals * nonterminals * nonterminals];
    var emissions = new double[nonterminals * vocabulary];
    for (int a = 0; a < nonterminals; a++) {
      fill(splits, a * nonterminals * nonterminals, nonterminals * nonterminals, random);
      fill(emissions, a * vocabulary, vocabulary, random);
    }
    return new Grammar(nonterminals, vocabulary, splits, emissions);
  }

  private static void fill(double[] into, int from, int length, RandomGenerator random) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      into[i] = random.nextExponential();
      sum += into[i];
    }
    for (int i = from; i < from + length; i++) {
      into[i] *= 0.5 / sum;
    }
  }

  /** p(A → B C) as {@code [B][C][A]}. */
  double[] splitsByChildren() {
    int square = nonterminals * nonterminals;
    var turned = new double[splits.length];
    for (int i = 0; i < splits.length; i++) {
      turned[i % square * nonterminals + i / square] = splits[i];
    }
    return turned;
  }

  double split(int a, int b, int c) {
    return splits[(a * nonterminals + b) * nonterminals + c];
  }

  double emission(int a, int id) {
    return emissions[a * vocabulary + id];
  }

  /**
   * The probability that a derivation yields these ids, as its binary logarithm.
   *
   * @param ids at least one; at most a few hundred, the work grows with the cube
   */
  public double log2Probability(int[] ids) {
    return new InsideChart(this, ids).log2Probability();
  }

  /** The probability that a derivation yields {@code length} ids, as its binary logarithm. */
  public double log2LengthProbability(int length) {
    var sums = new double[nonterminals];
    for (int a = 0; a < nonterminals; a++) {
      sums[a] = Arrays.stream(emissions, a * vocabulary, (a + 1) * vocabulary).sum();
    }
    return new Grammar.Lengths(nonterminals, splits, sums).log2(length);
  }

  /**
   * Perplexity per token among sequences of the same length: 2^(−Σ log2 p(ids | length) / tokens).
   * Given the length it compares with models that do not predict ends.
   */
  public double perplexity(TokenCorpus corpus) {
    double bits = 0;
    for (var ids : corpus.sequences()) {
      bits -= log2Probability(ids) - log2LengthProbability(ids.length);
    }
    return Math.pow(2, bits / corpus.tokens());
  }

  /** Entropy of the choice of a rule, bits, mean over the nonterminals. */
  public double ruleEntropy() {
    double bits = 0;
    for (double[] rules : new double[][] {splits, emissions}) {
      for (double p : rules) {
        bits -= p > 0 ? p * Entropy.log2(p) : 0;
      }
    }
    return bits / nonterminals;
  }

  /** The same grammar with one id, so that only lengths differ. */
  private record Lengths(int nonterminals, double[] splits, double[] emissions) {
    double log2(int length) {
      return new InsideChart(new Grammar(nonterminals, 1, splits, emissions), new int[length])
          .log2Probability();
    }
  }
}
