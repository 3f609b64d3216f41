package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the types of a language occur, the most frequent first.
 *
 * @param counts falling, each at least 1; not copied
 */
public record RankFrequency(long[] counts) {
  public RankFrequency {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 1 || i > 0 && counts[i] > counts[i - 1]) {
        throw new IllegalArgumentException(
            "expected counts of at least 1 that fall, found %d at rank %d"
                .formatted(counts[i], i + 1));
      }
    }
  }

  /** Of counts in any order; zeros are left out. */
  public static RankFrequency of(long[] counts) {
    var sorted = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      long count = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = count;
    }
    return new RankFrequency(sorted);
  }

  /**
   * Of the n-grams of a corpus.
   *
   * @param n ids in a row that make one type, at least 1
   */
  public static RankFrequency of(TokenCorpus corpus, int n) {
    return of(NgramCounts.of(corpus, n, 0).counts(n));
  }

  /** A type's place, from 1, and how often it occurs. */
  public record Point(int rank, long count) {}

  /** Points for a plot: all of the first ranks, then evenly over the logarithm of the rank. */
  public List<Point> curve() {
    var curve = new ArrayList<Point>();
    for (int rank = 1; rank <= counts.length; rank = Math.max(rank + 1, rank + rank / 6)) {
      curve.add(new Point(rank, counts[rank - 1]));
    }
    if (!curve.isEmpty() && curve.getLast().rank() < counts.length) {
      curve.add(new Point(counts.length, counts[counts.length - 1]));
    }
    return List.copyOf(curve);
  }

  /** Number of types. */
  public int types() {
    return counts.length;
  }

  /** Number of tokens. */
  public long tokens() {
    return Arrays.stream(counts).sum();
  }
}
