package dev.jeton.measure.tokens;

/**
 * Entropy of a distribution of which only counts are known, in bits.
 *
 * @param plugIn −Σ p log2 p with p = count / all: too low by about (types − 1) / (2 n ln 2)
 * @param millerMadow the plug-in value and that correction (Miller, Note on the bias of information
 *     estimates, 1955); still too low where many types were never seen
 */
public record Entropy(double plugIn, double millerMadow) {

  /** Of counts, none negative; both are 0 where all are zero. */
  public static Entropy of(long[] counts) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    double bits = 0;
    int types = 0;
    for (long count : counts) {
      if (count > 0) {
        bits -= count / total * log2(count / total);
        types++;
      }
    }
    double correction = total == 0 ? 0 : (types - 1) / (2 * total * Math.log(2));
    return new Entropy(Math.max(0, bits), Math.max(0, bits) + correction);
  }

  /** The ids of a corpus. */
  public static Entropy of(TokenCorpus corpus) {
    return of(corpus.counts());
  }

  /**
   * Entropy of an id given the {@code k} before it: H(k + 1 ids) − H(k ids), over all places of the
   * corpus that have k ids before them in their sequence. The correction is that of the two terms,
   * (distinct (k + 1)-grams − distinct contexts) / (2 n ln 2).
   *
   * @param k at least 0
   * @return NaN where no place has k ids before it
   */
  public static Entropy conditional(TokenCorpus corpus, int k) {
    var ngrams = NgramCounts.of(corpus, k + 1, k);
    var counts = ngrams.counts(k + 1);
    if (counts.length == 0) {
      return new Entropy(Double.NaN, Double.NaN);
    }
    var whole = of(counts);
    var context = of(ngrams.contexts(k));
    return new Entropy(
        Math.max(0, whole.plugIn - context.plugIn), whole.millerMadow - context.millerMadow);
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
