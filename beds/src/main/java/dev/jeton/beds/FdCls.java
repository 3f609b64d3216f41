package dev.jeton.beds;

import dev.jeton.learn.data.Pictures;
import dev.jeton.measure.FeatureStatistics;
import dev.jeton.measure.FrechetDistance;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.stream.IntStream;

/**
 * FD-cls: how far generated pictures are from real ones, the {@link FrechetDistance} of a {@link
 * Classifier}'s features. Not FID: another network, other features, other numbers. It falls with
 * the number of pictures, so compare equal counts only, and beside the distance of two sets of real
 * ones; the shipped classifier's card names that of CIFAR-10's train against test.
 */
public record FdCls(Classifier classifier) {
  private static final int BATCH = 250;

  /** Statistics without a picture yet; {@link #add} fills them. */
  public FeatureStatistics statistics() {
    return new FeatureStatistics(classifier.dim());
  }

  /** The statistics of real pictures. */
  public FeatureStatistics statistics(Pictures pictures) {
    var statistics = statistics();
    for (int from = 0; from < pictures.size(); from += BATCH) {
      try (var scope = new Scope()) {
        int end = Math.min(from + BATCH, pictures.size());
        add(pictures.batch(IntStream.range(from, end).toArray()), statistics);
      }
    }
    return statistics;
  }

  /**
   * Adds pictures, clamped to 0..1 and rounded to 8 bits as a file would have them.
   *
   * @param pictures {@code [n, channels, height, width]}
   */
  public void add(Tensor pictures, FeatureStatistics to) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      var stored = pictures.clamp(0, 1).mul(255).round().div(255);
      to.add(classifier.features(stored).toFloats());
    }
  }

  /** The distance of two sets, at least 0. */
  public static double between(FeatureStatistics real, FeatureStatistics generated) {
    return FrechetDistance.between(real, generated);
  }
}
