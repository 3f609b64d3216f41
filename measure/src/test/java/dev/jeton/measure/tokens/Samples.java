package dev.jeton.measure.tokens;

import java.util.List;
import java.util.random.RandomGenerator;

/** Languages whose statistics are known. */
final class Samples {
  private Samples() {}

  /** One sequence. */
  static TokenCorpus of(int vocabulary, int... ids) {
    return new TokenCorpus("sample", vocabulary, List.of(ids));
  }

  /** Independent ids with p(r) proportional to (r + 1)^-exponent. */
  static int[] zipf(int vocabulary, double exponent, int tokens, RandomGenerator random) {
    var above = new double[vocabulary];
    double sum = 0;
    for (int r = 0; r < vocabulary; r++) {
      sum += Math.pow(r + 1, -exponent);
      above[r] = sum;
    }
    var ids = new int[tokens];
    for (int t = 0; t < tokens; t++) {
      int found = java.util.Arrays.binarySearch(above, random.nextDouble() * sum);
      ids[t] = found < 0 ? -found - 1 : found;
    }
    return ids;
  }

  /** Two ids; each repeats the one before it with probability {@code stay}. */
  static int[] sticky(double stay, int tokens, RandomGenerator random) {
    var ids = new int[tokens];
    for (int t = 1; t < tokens; t++) {
      ids[t] = random.nextDouble() < stay ? ids[t - 1] : 1 - ids[t - 1];
    }
    return ids;
  }

  /** Independent ids, evenly. */
  static int[] even(int vocabulary, int tokens, RandomGenerator random) {
    return random.ints(tokens, 0, vocabulary).toArray();
  }

  static double entropy(double p) {
    return -p * Entropy.log2(p) - (1 - p) * Entropy.log2(1 - p);
  }
}
