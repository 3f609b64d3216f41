package dev.jeton.learn.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Spec;
import dev.jeton.core.Vocabulary;
import dev.jeton.quantize.SignQuantizer;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The trainable twin of {@link SignQuantizer}: signs with a straight-through gradient, look-up-free
 * (corners ±1; Yu et al., arXiv:2310.05737) or binary spherical (vectors of length 1, corners
 * ±1/√dim; Zhao et al., arXiv:2406.07548). Its terms, where weighed above 0:
 *
 * <pre>
 * commitment  mean (z − sg(q))²: over all numbers, or spherical summed over those of a vector
 * entropy     mean H(p) − γ H(mean p)
 * </pre>
 *
 * The softmax over all corners falls apart into its bits, {@code p(q_d = +c) = σ(4 c z_d /
 * temperature)}, so many bits cost no more than few; only the second entropy is approximate, and
 * above {@link SignLearning#group} bits.
 */
public final class LearntSign implements TrainableQuantizer {
  private final Quantizer frozen;
  private final SignLearning learning;
  private final boolean spherical;

  /**
   * A quantizer of one bit per number.
   *
   * @param bits numbers per vector
   * @param levels ids into which the bits are cut, of at most 30 bits each
   */
  public LearntSign(int bits, int levels, boolean spherical, SignLearning learning) {
    var spec = Spec.parse("%s:%d,levels=%d".formatted(spherical ? "bsq" : "lfq", bits, levels));
    frozen =
        spherical
            ? new SignQuantizer.Spherical().create(spec)
            : new SignQuantizer.Unbounded().create(spec);
    this.learning = learning;
    this.spherical = spherical;
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
    var input = spherical ? CodeLosses.unit(z) : z;
    var decoded = Estimator.STRAIGHT_THROUGH.apply(input, chosen.codes());
    return new Result(decoded, chosen.ids(), terms(input, chosen.codes()));
  }

  private SequencedMap<String, Tensor> terms(Tensor z, Tensor q) {
    var terms = new LinkedHashMap<String, Tensor>();
    if (learning.commitment() > 0) {
      double numbers = spherical ? dim() : 1;
      terms.put("commitment", CodeLosses.commitment(z, q).mul(learning.commitment() * numbers));
    }
    if (learning.entropy() > 0) {
      double corner = spherical ? 1 / Math.sqrt(dim()) : 1;
      var logits = z.mul(4 * corner / learning.temperature()); // [n, dim]
      var even = CodeLosses.meanCornerEntropy(logits, learning.groupOf(dim()));
      var entropy = CodeLosses.bitEntropy(logits).sub(even.mul(learning.diversity()));
      terms.put("entropy", entropy.mul(learning.entropy()));
    }
    return terms;
  }

  @Override
  public Quantizer freeze() {
    return frozen;
  }
}
