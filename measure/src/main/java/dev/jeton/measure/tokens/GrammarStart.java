package dev.jeton.measure.tokens;

import dev.jeton.quantize.KMeans;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A grammar to begin learning from: a third of the nonterminals split, the others mostly emit, each
 * the ids of one class of types that stand beside the same neighbours (k-means over {@link
 * TypeEmbedding}). From even random rules, expectation–maximisation over hundreds of ids finds
 * nothing but how often each id occurs.
 */
final class GrammarStart {
  private static final int DIM = 16;
  private static final int ITERATIONS = 30;
  private static final int TYPES = 300; // the most frequent, which are put into classes
  private static final double OTHERS = 0.01; // weight of an id of no class or another one
  private static final double RARE = 0.05; // share of the less likely kind of rule

  private GrammarStart() {}

  /**
   * @param nonterminals at least 1
   */
  static Grammar of(TokenCorpus corpus, int nonterminals, RandomGenerator random) {
    int splitting = Math.max(1, nonterminals / 3);
    int emitting = nonterminals - splitting;
    int vocabulary = corpus.vocabulary();
    var classes = classes(corpus, Math.max(1, emitting), random.nextLong());
    var counts = corpus.counts();
    var splits = new double[nonterminals * nonterminals * nonterminals];
    var emissions = new double[nonterminals * vocabulary];
    int square = nonterminals * nonterminals;
    for (int a = 0; a < nonterminals; a++) {
      boolean emits = a >= splitting;
      double share = emits ? 1 - RARE : nonterminals == 1 ? 0.5 : RARE;
      scaled(splits, a * square, square, 1 - share, i -> random.nextExponential());
      int own = a - splitting;
      scaled(
          emissions,
          a * vocabulary,
          vocabulary,
          share,
          id -> {
            double weight = (counts[id] + 0.1) * (0.5 + random.nextDouble());
            return emits && classes[id] == own ? weight : weight * OTHERS;
          });
    }
    return new Grammar(nonterminals, vocabulary, splits, emissions);
  }

  private static void scaled(
      double[] into, int from, int length, double whole, IntToDoubleFunction weight) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      into[from + i] = weight.applyAsDouble(i);
      sum += into[from + i];
    }
    for (int i = from; i < from + length; i++) {
      into[i] *= whole / sum;
    }
  }

  /** A class for each id; −1 for rare ones. */
  private static int[] classes(TokenCorpus corpus, int size, long seed) {
    var embedding = TypeEmbedding.of(corpus, TYPES, DIM, 1);
    int n = embedding.ids().length;
    var classes = new int[corpus.vocabulary()];
    Arrays.fill(classes, -1);
    if (n == 0) {
      return classes;
    }
    var points = new float[n * DIM];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) embedding.vectors()[i];
    }
    var codebook = new KMeans(size, ITERATIONS, seed).fit(points, n, DIM).codebook();
    var ids = new int[n];
    codebook.nearest(points, n, ids);
    for (int i = 0; i < n; i++) {
      classes[embedding.ids()[i]] = ids[i];
    }
    return classes;
  }
}
