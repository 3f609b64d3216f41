package dev.jeton.measure.tokens;

/**
 * How ids agree with labels of segments, such as objects or their parts (Rosenberg and Hirschberg,
 * V-measure, 2007). Entropies are plug-in values; with few tokens per id homogeneity reads too
 * high, which a shuffled control shows.
 *
 * @param homogeneity 1 − H(label | id) / H(label): 1 where an id stands in one segment only
 * @param completeness 1 − H(id | label) / H(id): 1 where a segment holds one id only
 * @param vMeasure their harmonic mean
 * @param purity share of tokens whose label is the most frequent one of their id
 */
public record SegmentAgreement(
    double homogeneity, double completeness, double vMeasure, double purity) {

  /**
   * Compares id and label at equal places.
   *
   * @param ids not negative
   * @param labels as many, not negative
   */
  public static SegmentAgreement of(int[] ids, int[] labels) {
    if (ids.length != labels.length || ids.length == 0) {
      throw new IllegalArgumentException(
          "expected as many ids as labels and at least one, found %d and %d"
              .formatted(ids.length, labels.length));
    }
    var byId = new LongIndex();
    var byLabel = new LongIndex();
    var both = new LongIndex();
    for (int i = 0; i < ids.length; i++) {
      int id = byId.add(ids[i]);
      both.add(NgramCounts.key(id, byLabel.add(labels[i])));
    }
    double ofIds = entropy(byId);
    double ofLabels = entropy(byLabel);
    double together = entropy(both);
    double homogeneity = ofLabels == 0 ? 1 : share(1 - (together - ofIds) / ofLabels);
    double completeness = ofIds == 0 ? 1 : share(1 - (together - ofLabels) / ofIds);
    double sum = homogeneity + completeness;
    return new SegmentAgreement(
        homogeneity,
        completeness,
        sum == 0 ? 0 : 2 * homogeneity * completeness / sum,
        purity(byId, both, ids.length));
  }

  private static double purity(LongIndex byId, LongIndex both, int tokens) {
    var most = new int[byId.size()];
    for (int i = 0; i < both.size(); i++) {
      int id = (int) (both.key(i) >>> 32);
      most[id] = Math.max(most[id], both.count(i));
    }
    long sum = 0;
    for (int count : most) {
      sum += count;
    }
    return (double) sum / tokens;
  }

  private static double entropy(LongIndex counted) {
    var counts = new long[counted.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = counted.count(i);
    }
    return Entropy.of(counts).plugIn();
  }

  private static double share(double value) {
    return Math.clamp(value, 0, 1);
  }
}
