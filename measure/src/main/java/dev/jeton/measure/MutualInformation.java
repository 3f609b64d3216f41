package dev.jeton.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * How much one id says about another that stands beside it, in bits: the sum over pairs of p(a, b)
 * log2(p(a, b) / (p(a) p(b))), from counts as they are. Counts of few ids read too high, by about
 * (A − 1)(B − 1) / (2 n ln 2) bits where all A × B pairs occur (Miller, 1955).
 */
public final class MutualInformation {
  private MutualInformation() {}

  /**
   * From pairs that stand at the same index.
   *
   * @param a not negative
   * @param b as many
   * @return at least 0
   */
  public static double bits(int[] a, int[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "expected as many ids on both sides, found %d and %d".formatted(a.length, b.length));
    }
    var first = new HashMap<Integer, Integer>();
    var second = new HashMap<Integer, Integer>();
    var both = new HashMap<Long, Integer>();
    for (int i = 0; i < a.length; i++) {
      first.merge(a[i], 1, Integer::sum);
      second.merge(b[i], 1, Integer::sum);
      both.merge((long) a[i] << 32 | b[i], 1, Integer::sum);
    }
    return Math.max(
        0, entropy(first, a.length) + entropy(second, a.length) - entropy(both, a.length));
  }

  private static double entropy(Map<?, Integer> counts, double total) {
    double entropy = 0;
    for (int count : counts.values()) {
      entropy -= count / total * Math.log(count / total);
    }
    return entropy / Math.log(2);
  }
}
