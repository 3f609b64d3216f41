package dev.jeton.beds;

import dev.jeton.learn.data.Pictures;
import dev.jeton.measure.FeatureStatistics;
import dev.jeton.quantize.NearbyCodes;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * pFD-cls, the perturbed distance of a codec: {@link FdCls} of pictures decoded from disturbed ids,
 * as a token model's near misses would disturb them, mean over a grid of strengths. It is meant to
 * tell before any token model is trained how well one could draw with this codec; the distance of
 * undisturbed reconstructions does not. After pFID of Qiu et al., Robust Latent Matters: Boosting
 * Image Generation with Sampling Error Synthesis, arXiv:2503.08354, section 3.3; other features,
 * other numbers. As FD-cls it depends on how many pictures there are.
 *
 * @param mean over all points
 * @param points of the grid
 */
public record PerturbedFdCls(double mean, List<Point> points) {
  private static final int BATCH = 100;

  /**
   * The distance at one strength.
   *
   * @param alpha chance of a token to be disturbed
   * @param delta from how many nearest codes it is drawn, itself included
   */
  public record Point(double alpha, int delta, double fdCls) {}

  /**
   * Strengths.
   *
   * @param alphas each 0..1
   * @param shares δ as shares of the codebook
   */
  public record Grid(List<Double> alphas, List<Double> shares) {
    /** α 0.5, 0.7, 0.9 and δ 2, 5, 10 % of the codes. */
    public static final Grid STANDARD = new Grid(List.of(0.5, 0.7, 0.9), List.of(0.02, 0.05, 0.1));

    public Grid {
      alphas = List.copyOf(alphas);
      shares = List.copyOf(shares);
    }

    private List<Point> points(int size) {
      var points = new ArrayList<Point>();
      for (double alpha : alphas) {
        for (double share : shares) {
          points.add(new Point(alpha, Math.max(1, (int) Math.round(share * size)), Double.NaN));
        }
      }
      return points;
    }
  }

  /**
   * Of a codec and all pictures.
   *
   * @param seed of what is disturbed
   * @throws IllegalArgumentException where the codec's quantizer has no codebooks
   */
  public static PerturbedFdCls of(
      PictureCodec codec, Pictures pictures, FdCls judge, Grid grid, long seed) {
    var frozen = codec.quantizer().freeze();
    var sizes = frozen.vocabulary().sizes();
    var points = grid.points(sizes.stream().mapToInt(size -> size).min().orElseThrow());
    int most = points.stream().mapToInt(Point::delta).max().orElseThrow();
    var nearby = NearbyCodes.of(frozen, most);
    int[] ids = PictureEvaluation.ids(codec, pictures);
    var real = judge.statistics(pictures);
    var measured = new ArrayList<Point>();
    for (var point : points) {
      var random = new SplittableRandom(seed);
      var disturbed = judge.statistics();
      int length = ids.length / pictures.size();
      for (int start = 0; start < pictures.size(); start += BATCH) {
        int n = Math.min(BATCH, pictures.size() - start);
        var own = Arrays.copyOfRange(ids, start * length, (start + n) * length);
        int[] drawn = nearby.drawn(own, point.alpha(), point.delta(), random);
        add(codec, drawn, n, judge, disturbed);
      }
      measured.add(new Point(point.alpha(), point.delta(), FdCls.between(real, disturbed)));
    }
    double mean = measured.stream().mapToDouble(Point::fdCls).average().orElseThrow();
    return new PerturbedFdCls(mean, List.copyOf(measured));
  }

  private static void add(PictureCodec codec, int[] ids, int n, FdCls judge, FeatureStatistics to) {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      judge.add(PictureEvaluation.decode(codec, codec.quantizer().freeze(), ids, n), to);
    }
  }
}
