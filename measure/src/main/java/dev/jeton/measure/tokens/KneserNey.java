package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.List;

/**
 * An n-gram model with interpolated Kneser–Ney smoothing (Kneser and Ney 1995; the interpolated
 * form of Chen and Goodman 1999, eqs. 25 to 29). The highest order uses counts, the lower ones the
 * number of distinct ids that came before:
 *
 * <pre>p(w | c) = max(a(c w) − D, 0) / a(c •) + D N(c •) / a(c •) p(w | c without its first id)
 * </pre>
 *
 * with N(c •) the distinct ids after c, D = n₁ / (n₁ + 2 n₂) for each order, 1/2 where one of the
 * two is zero, and the uniform distribution below the unigrams. The vocabulary is closed: it is the
 * corpus's, ids that training never saw included. Sequences begin with order − 1 marks that are
 * never predicted; their ends are not predicted.
 */
public final class KneserNey {
  private final int order;
  private final int vocabulary;
  private final List<LongIndex> ngrams = new ArrayList<>(); // [n - 1]
  private final List<int[]> totals = new ArrayList<>(); // [n - 1][context]: a(c •)
  private final List<int[]> followers = new ArrayList<>(); // [n - 1][context]: N(c •)
  private final double[] discounts;
  private final int[] start; // numbers of the marks alone, by their length

  private KneserNey(int order, int vocabulary) {
    this.order = order;
    this.vocabulary = vocabulary;
    discounts = new double[order];
    start = new int[order + 1];
    for (int n = 1; n <= order; n++) {
      ngrams.add(new LongIndex());
    }
    for (int n = 1; n < order; n++) {
      start[n] = ngrams.get(n - 1).intern(NgramCounts.key(start[n - 1], vocabulary));
    }
  }

  /**
   * Trains a model.
   *
   * @param order of the largest n-grams, at least 1
   */
  public static KneserNey train(TokenCorpus corpus, int order) {
    if (order < 1) {
      throw new IllegalArgumentException("expected an order of at least 1, found " + order);
    }
    var model = new KneserNey(order, corpus.vocabulary());
    corpus.sequences().forEach(model::count);
    for (int n = 1; n <= order; n++) {
      model.close(n);
    }
    return model;
  }

  private void count(int[] ids) {
    var ending = start.clone();
    for (int id : ids) {
      var now = new int[order + 1];
      boolean isNew = false;
      for (int n = 1; n <= order; n++) {
        var index = ngrams.get(n - 1);
        int before = index.size();
        now[n] = index.intern(NgramCounts.key(ending[n - 1], id));
        isNew = index.size() > before;
        if (isNew && n > 1) {
          ngrams.get(n - 2).increment(now[n - 1]);
        }
      }
      ngrams.get(order - 1).increment(now[order]);
      System.arraycopy(now, 1, ending, 1, order);
    }
  }

  private void close(int n) {
    var index = ngrams.get(n - 1);
    int contexts = n == 1 ? 1 : ngrams.get(n - 2).size();
    var total = new int[contexts];
    var distinct = new int[contexts];
    int once = 0;
    int twice = 0;
    for (int i = 0; i < index.size(); i++) {
      int count = index.count(i);
      if (count > 0) {
        int context = (int) (index.key(i) >>> 32);
        total[context] += count;
        distinct[context]++;
        once += count == 1 ? 1 : 0;
        twice += count == 2 ? 1 : 0;
      }
    }
    totals.add(total);
    followers.add(distinct);
    discounts[n - 1] = once == 0 || twice == 0 ? 0.5 : once / (once + 2.0 * twice);
  }

  /**
   * Probability of each id of a sequence given those before it.
   *
   * @param ids each of 0..vocabulary - 1
   * @return {@code [ids.length]}, above 0
   */
  public double[] probabilities(int[] ids) {
    var probabilities = new double[ids.length];
    var ending = start.clone(); // -1: never seen
    for (int t = 0; t < ids.length; t++) {
      probabilities[t] = probability(ending, ids[t]);
      for (int n = order - 1; n >= 1; n--) {
        ending[n] =
            ending[n - 1] < 0 ? -1 : ngrams.get(n - 1).find(NgramCounts.key(ending[n - 1], ids[t]));
      }
    }
    return probabilities;
  }

  private double probability(int[] ending, int id) {
    double p = 1.0 / vocabulary;
    for (int n = 1; n <= order && ending[n - 1] >= 0; n++) {
      int context = ending[n - 1];
      int total = totals.get(n - 1)[context];
      if (total > 0) {
        int gram = ngrams.get(n - 1).find(NgramCounts.key(context, id));
        int count = gram < 0 ? 0 : ngrams.get(n - 1).count(gram);
        double discount = discounts[n - 1];
        p = (Math.max(count - discount, 0) + discount * followers.get(n - 1)[context] * p) / total;
      }
    }
    return p;
  }

  /** Mean bits per token of a corpus, −log2 p; NaN where it has no tokens. */
  public double bitsPerToken(TokenCorpus corpus) {
    double bits = 0;
    long tokens = 0;
    for (var ids : corpus.sequences()) {
      for (double p : probabilities(ids)) {
        bits -= Entropy.log2(p);
      }
      tokens += ids.length;
    }
    return bits / tokens;
  }

  /** 2 to the power of {@link #bitsPerToken}: how many equally likely ids would be as hard. */
  public double perplexity(TokenCorpus corpus) {
    return Math.pow(2, bitsPerToken(corpus));
  }
}
