package dev.jeton.measure;

/** Mean and covariance of feature vectors, gathered as they come. */
public final class FeatureStatistics {
  private final int dim;
  private final double[] mean;
  private final double[] scatter; // [dim][dim], lower triangle: sums of products of deviations
  private final double[] before; // deviation from the mean without the new vector
  private long count;

  /**
   * @param dim numbers per vector, at least 1
   */
  public FeatureStatistics(int dim) {
    if (dim < 1) {
      throw new IllegalArgumentException("expected at least 1 number per vector, found " + dim);
    }
    this.dim = dim;
    mean = new double[dim];
    scatter = new double[Math.multiplyExact(dim, dim)];
    before = new double[dim];
  }

  /** The statistics of {@code features [n][dim]}. */
  public static FeatureStatistics of(float[] features, int dim) {
    var statistics = new FeatureStatistics(dim);
    statistics.add(features);
    return statistics;
  }

  /**
   * Adds vectors (Welford's update, in double).
   *
   * @param features {@code [n][dim]}, finite
   */
  public void add(float[] features) {
    if (features.length % dim != 0) {
      throw new IllegalArgumentException(
          "expected whole vectors of %d numbers, found %d numbers".formatted(dim, features.length));
    }
    for (int start = 0; start < features.length; start += dim) {
      addOne(features, start);
    }
  }

  private void addOne(float[] features, int start) {
    for (int i = 0; i < dim; i++) {
      if (!Float.isFinite(features[start + i])) {
        throw new IllegalArgumentException(
            "expected finite features, found %s in vector %d"
                .formatted(features[start + i], start / dim));
      }
    }
    count++;
    for (int i = 0; i < dim; i++) {
      before[i] = features[start + i] - mean[i];
      mean[i] += before[i] / count;
    }
    for (int i = 0; i < dim; i++) {
      double after = features[start + i] - mean[i];
      for (int j = 0; j <= i; j++) {
        scatter[i * dim + j] += after * before[j];
      }
    }
  }

  public int dim() {
    return dim;
  }

  /** Number of vectors so far. */
  public long count() {
    return count;
  }

  double mean(int i) {
    return mean[i];
  }

  /** Sample covariance: divided by {@code count - 1}. */
  double covariance(int i, int j) {
    return scatter[Math.max(i, j) * dim + Math.min(i, j)] / (count - 1);
  }
}
