package dev.jeton.learn.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.Vocabulary;
import dev.jeton.quantize.NearbyCodes;
import dev.jeton.quantize.ResidualQuantizer;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Any quantizer with codebooks, whose decoded vectors are disturbed as {@link LatentPerturbation}
 * says: {@code z + sg(e′ − z)}, or whichever gradient the quantizer's estimator gives. Ids and
 * terms stay the undisturbed ones, and so do the codes that learn from them; {@link #freeze} gives
 * the quantizer itself.
 */
public final class PerturbedQuantizer implements TrainableQuantizer {
  private final TrainableQuantizer quantizer;
  private final LatentPerturbation perturbation;
  private final long seed;
  private long step;

  /**
   * @param quantizer of nearest codes, or of residual levels or slices of such
   * @param seed of what is disturbed
   * @throws IllegalArgumentException where it has no codebooks, or one with less than delta codes
   */
  public PerturbedQuantizer(
      TrainableQuantizer quantizer, LatentPerturbation perturbation, long seed) {
    this.quantizer = quantizer;
    this.perturbation = perturbation;
    this.seed = seed;
    var unused = NearbyCodes.of(quantizer.freeze(), perturbation.delta()); // refuses what has none
  }

  @Override
  public int dim() {
    return quantizer.dim();
  }

  @Override
  public Vocabulary vocabulary() {
    return quantizer.vocabulary();
  }

  @Override
  public Result forward(Tensor z) {
    var clean = quantizer.forward(z);
    int n = (int) z.size(0);
    if (n % perturbation.tokens() != 0) {
      throw new IllegalArgumentException(
          "expected pictures of %d vectors, found %d vectors".formatted(perturbation.tokens(), n));
    }
    var random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (step + 1)));
    int[] rows = disturbed(n, random);
    double alpha = perturbation.alpha(step);
    int delta = perturbation.delta(step);
    if (rows.length == 0 || alpha == 0 || delta == 1) {
      return clean;
    }
    var frozen = quantizer.freeze();
    int levels = frozen.vocabulary().levels();
    var ids = new int[rows.length * levels];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(clean.ids(), rows[i] * levels, ids, i * levels, levels);
    }
    int[] drawn = NearbyCodes.of(frozen, delta).drawn(ids, alpha, delta, random);
    float[] codes = decoded(frozen, drawn, rows.length);
    float[] all = clean.decoded().toFloats();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(codes, i * dim(), all, rows[i] * dim(), dim());
    }
    var carrier = clean.decoded().sub(clean.decoded().detach()); // 0, with the gradient
    var decoded = Tensor.of(all, n, dim()).to(z.device()).add(carrier);
    return new Result(decoded, clean.ids(), clean.terms());
  }

  /** The vectors of the pictures whose draw fell so. */
  private int[] disturbed(int n, SplittableRandom random) {
    int tokens = perturbation.tokens();
    return IntStream.range(0, n / tokens)
        .filter(picture -> random.nextDouble() < perturbation.beta())
        .flatMap(picture -> IntStream.range(picture * tokens, (picture + 1) * tokens))
        .toArray();
  }

  /** What ids stand for; those of a residual quantizer end where they are −1. */
  private static float[] decoded(Quantizer frozen, int[] ids, int n) {
    var codes = new float[n * frozen.dim()];
    if (!(frozen instanceof ResidualQuantizer residual)) {
      frozen.decode(ids, n, codes);
      return codes;
    }
    int levels = residual.vocabulary().levels();
    var code = new float[residual.dim()];
    for (int i = 0; i < n; i++) {
      var own = Arrays.copyOfRange(ids, i * levels, (i + 1) * levels);
      int kept = (int) Arrays.stream(own).filter(id -> id >= 0).count();
      residual.first(kept).decode(own, 1, code);
      System.arraycopy(code, 0, codes, i * code.length, code.length);
    }
    return codes;
  }

  @Override
  public void changed() {
    step++;
    quantizer.changed();
  }

  @Override
  public Quantizer freeze() {
    return quantizer.freeze();
  }

  @Override
  public SequencedMap<String, float[]> state() {
    var state = new LinkedHashMap<String, float[]>();
    state.put("steps", new float[] {step});
    State.put(state, "perturbed.", quantizer.state());
    return state;
  }

  @Override
  public void restore(Map<String, float[]> state) {
    step = (long) State.taken(state, "steps", 1)[0];
    quantizer.restore(State.part(state, "perturbed."));
  }
}
