package dev.jeton.measure.tokens;

/** How much of a held-out part is new. */
public final class NgramNovelty {
  private NgramNovelty() {}

  /**
   * The share of the n-grams in the test part, counted as often as they occur, that the training
   * part does not hold.
   *
   * @param n ids in a row, at least 1
   * @return 0..1; NaN where the test part has no n-gram
   */
  public static double of(HeldOut parts, int n) {
    var seen = new LongIndex[n];
    for (int i = 0; i < n; i++) {
      seen[i] = new LongIndex();
    }
    var ending = new int[n + 1];
    for (var ids : parts.training().sequences()) {
      for (int t = 0; t < ids.length; t++) {
        for (int i = Math.min(n, t + 1); i >= 1; i--) {
          ending[i] = seen[i - 1].intern(NgramCounts.key(ending[i - 1], ids[t]));
        }
      }
    }
    long all = 0;
    long strange = 0;
    for (var ids : parts.test().sequences()) {
      for (int t = 0; t < ids.length; t++) {
        for (int i = Math.min(n, t + 1); i >= 1; i--) {
          ending[i] =
              ending[i - 1] < 0 ? -1 : seen[i - 1].find(NgramCounts.key(ending[i - 1], ids[t]));
        }
        if (t + 1 >= n) {
          all++;
          strange += ending[n] < 0 ? 1 : 0;
        }
      }
    }
    return all == 0 ? Double.NaN : (double) strange / all;
  }
}
