package dev.jeton.learn.quantize;

import dev.jeton.core.Vocabulary;
import dev.jeton.quantize.FiniteScalarQuantizer;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;

/**
 * The trainable twin of {@link FiniteScalarQuantizer}: rounds with a straight-through gradient, and
 * has nothing to learn and no terms. Mentzer et al., arXiv:2309.15505. Its vectors come bounded:
 * the encoder ends in {@link #bound}. Values beyond the outer levels are clamped, their gradient is
 * not.
 */
public final class LearntFiniteScalar implements TrainableQuantizer {
  /** By how much the paper's code widens the range, so that the outer levels are reached. */
  private static final double WIDER = 1e-3;

  private final FiniteScalarQuantizer frozen;

  /**
   * One coordinate per entry.
   *
   * @param levels each at least 2; their product below 2^31
   */
  public LearntFiniteScalar(int... levels) {
    frozen = new FiniteScalarQuantizer(levels);
  }

  /**
   * The paper's bound of unbounded numbers, in the units of {@link FiniteScalarQuantizer}: {@code
   * (tanh(x + atanh(o / b)) b − o) / h} with {@code b = (L − 1) (1 + 1e-3) / 2}, {@code h = ⌊L/2⌋},
   * {@code o = 1/2} for even L and 0 for odd; 0 stays 0.
   *
   * @param x {@code […, levels.length]}
   */
  public static Tensor bound(Tensor x, int... levels) {
    int n = levels.length;
    var shift = new float[n];
    var width = new float[n];
    var offset = new float[n];
    for (int d = 0; d < n; d++) {
      double b = (levels[d] - 1) * (1 + WIDER) / 2;
      double o = levels[d] % 2 == 0 ? 0.5 : 0;
      double half = levels[d] / 2;
      shift[d] = (float) (0.5 * Math.log((b + o) / (b - o))); // atanh(o / b)
      width[d] = (float) (b / half);
      offset[d] = (float) (o / half);
    }
    var device = x.device();
    return x.add(Tensor.of(shift, n).to(device))
        .tanh()
        .mul(Tensor.of(width, n).to(device))
        .sub(Tensor.of(offset, n).to(device));
  }

  @Override
  public int dim() {
    return frozen.dim();
  }

  @Override
  public Vocabulary vocabulary() {
    return frozen.vocabulary();
  }

  @Override
  public Result forward(Tensor z) {
    var chosen = Chosen.by(frozen, z, Chosen.rows(z, dim()));
    return new Result(
        Estimator.STRAIGHT_THROUGH.apply(z, chosen.codes()), chosen.ids(), new LinkedHashMap<>());
  }

  @Override
  public FiniteScalarQuantizer freeze() {
    return frozen;
  }
}
