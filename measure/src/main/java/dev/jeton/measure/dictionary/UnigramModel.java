package dev.jeton.measure.dictionary;

/**
 * A model of tokens without context: Q(t_1 … t_n) = Π Q(t_i), with Q(t) = (count + ½) / (all + size
 * / 2) of training (Krichevsky and Trofimov 1981), so that no token is impossible. The probability
 * of n itself, which costs once per string, is left out (Rajaraman et al., arXiv:2404.08335,
 * section 2).
 */
public final class UnigramModel {
  private static final double EXTRA = 0.5;

  private final double[] bits;

  private UnigramModel(double[] bits) {
    this.bits = bits;
  }

  /** From how often each token came in training; at least one token. */
  public static UnigramModel of(long[] counts) {
    double all = EXTRA * counts.length;
    for (long count : counts) {
      all += count;
    }
    var bits = new double[counts.length];
    for (int token = 0; token < bits.length; token++) {
      bits[token] = -Math.log((counts[token] + EXTRA) / all) / Math.log(2);
    }
    return new UnigramModel(bits);
  }

  /** From tokens of training, each of 0..size − 1. */
  public static UnigramModel of(int[] tokens, int size) {
    var counts = new long[size];
    for (int token : tokens) {
      counts[token]++;
    }
    return of(counts);
  }

  /** −log2 Q of these tokens, whose number is known. */
  public double bits(int[] tokens) {
    double sum = 0;
    for (int token : tokens) {
      sum += bits[token];
    }
    return sum;
  }

  /**
   * What a dictionary and the best model without context over it cost on data that neither has
   * seen: −log2 Q(encode(fresh)) per id.
   *
   * @param training ids that the model is fitted to
   * @param fresh ids, at least one
   */
  public static double bitsPerId(TokenDictionary dictionary, int[] training, int[] fresh) {
    var model = of(dictionary.encode(training), dictionary.size());
    return model.bits(dictionary.encode(fresh)) / fresh.length;
  }
}
