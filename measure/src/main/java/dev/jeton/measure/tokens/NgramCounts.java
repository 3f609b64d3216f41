package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often each run of n neighbouring ids occurs. An n-gram's key is the number of its first n - 1
 * ids and its last id, so that no n-gram is ever spelt out.
 */
final class NgramCounts {
  private final List<LongIndex> orders = new ArrayList<>();

  private NgramCounts() {}

  /**
   * Counts n-grams that end at or after place {@code from} of their sequence.
   *
   * @param order the largest n, at least 1
   */
  static NgramCounts of(TokenCorpus corpus, int order, int from) {
    var ngrams = new NgramCounts();
    for (int n = 1; n <= order; n++) {
      ngrams.orders.add(new LongIndex());
    }
    var ending = new int[order + 1]; // number of the n-gram that ends here; [0] is the empty one
    for (var ids : corpus.sequences()) {
      for (int t = 0; t < ids.length; t++) {
        for (int n = Math.min(order, t + 1); n >= 1; n--) {
          var index = ngrams.orders.get(n - 1);
          ending[n] = index.intern(key(ending[n - 1], ids[t]));
          if (t >= from) {
            index.increment(ending[n]);
          }
        }
      }
    }
    return ngrams;
  }

  static long key(int context, int id) {
    return (long) context << 32 | id;
  }

  /** Counts of all n-grams that were counted at least once. */
  long[] counts(int n) {
    return Arrays.stream(orders.get(n - 1).counts())
        .filter(count -> count > 0)
        .asLongStream()
        .toArray();
  }

  /**
   * How often each n-gram came as the context of a counted (n + 1)-gram; n of 0 gives the number of
   * unigrams.
   */
  long[] contexts(int n) {
    var longer = orders.get(n);
    var sums = new long[n == 0 ? 1 : orders.get(n - 1).size()];
    for (int i = 0; i < longer.size(); i++) {
      sums[(int) (longer.key(i) >>> 32)] += longer.count(i);
    }
    return Arrays.stream(sums).filter(sum -> sum > 0).toArray();
  }
}
