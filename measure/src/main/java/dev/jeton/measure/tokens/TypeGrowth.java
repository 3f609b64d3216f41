package dev.jeton.measure.tokens;

import java.util.ArrayList;
import java.util.List;

/**
 * How the number of distinct types grows with the tokens read, and Heaps' law for it: types = K
 * tokens^β (Heaps, Information Retrieval, 1978, section 7.5).
 *
 * @param n ids in a row that make one type
 * @param curve points, evenly spread over the logarithm of the tokens; the last is the whole corpus
 * @param scale K
 * @param exponent β: 1 where every token is new, 0 where none is; NaN for fewer than two points
 * @param newPerSequence types that each sequence brings and none before it had
 */
public record TypeGrowth(
    int n, List<Point> curve, double scale, double exponent, List<Integer> newPerSequence) {
  private static final double STEPS_PER_OCTAVE = 4;

  /** After so many tokens, so many types. */
  public record Point(long tokens, int types) {}

  /**
   * Reads a corpus in its order. The law is a line of least squares through the curve's points in
   * log–log scale.
   *
   * @param n at least 1; n-grams do not reach over the end of a sequence
   */
  public static TypeGrowth of(TokenCorpus corpus, int n) {
    var seen = new ArrayList<LongIndex>();
    for (int i = 0; i < n; i++) {
      seen.add(new LongIndex());
    }
    var curve = new ArrayList<Point>();
    var newPerSequence = new ArrayList<Integer>();
    var ending = new int[n + 1];
    var types = seen.getLast();
    long tokens = 0;
    double next = 1;
    for (var ids : corpus.sequences()) {
      int before = types.size();
      for (int t = 0; t < ids.length; t++) {
        for (int i = Math.min(n, t + 1); i >= 1; i--) {
          ending[i] = seen.get(i - 1).intern(NgramCounts.key(ending[i - 1], ids[t]));
        }
        if (t + 1 >= n && ++tokens >= next) {
          curve.add(new Point(tokens, types.size()));
          next = Math.max(tokens + 1, next * Math.pow(2, 1 / STEPS_PER_OCTAVE));
        }
      }
      newPerSequence.add(types.size() - before);
    }
    if (!curve.isEmpty() && curve.getLast().tokens() < tokens) {
      curve.add(new Point(tokens, types.size()));
    }
    var law = law(curve);
    return new TypeGrowth(
        n, List.copyOf(curve), Math.exp(law.intercept()), law.slope(), List.copyOf(newPerSequence));
  }

  private static Line law(List<Point> curve) {
    var x = curve.stream().mapToDouble(point -> Math.log(point.tokens())).toArray();
    var y = curve.stream().mapToDouble(point -> Math.log(point.types())).toArray();
    return Line.through(x, y);
  }

  /**
   * Share of the types that occur at all which the first {@code sequences} sequences hold, 0..1.
   */
  public double metWithin(int sequences) {
    int all = newPerSequence.stream().mapToInt(Integer::intValue).sum();
    int met = newPerSequence.stream().limit(sequences).mapToInt(Integer::intValue).sum();
    return all == 0 ? Double.NaN : (double) met / all;
  }
}
