package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.core.Spec;
import dev.jeton.core.Vocabulary;
import java.util.Arrays;

/**
 * Rounds every coordinate to one of a few levels; the id is the mixed-radix number they form, first
 * coordinate lowest. There is no codebook to learn, hence none to collapse. Mentzer et al.,
 * arXiv:2309.15505.
 *
 * <p>A coordinate of {@code L} levels takes the values {@code k / h} with {@code h = floor(L / 2)}
 * and whole {@code k}: for odd {@code L} from {@code -h} to {@code h}, for even {@code L} from
 * {@code -h} to {@code h - 1}. Zero is always among them. A value {@code z} goes to the nearest
 * {@code k}, a tie to the lower, and values outside are clamped.
 *
 * <p>Bounding is the encoder network's work. For an unbounded {@code x} the paper's bound,
 * half-step shift of even levels included, is in these units {@code z = (tanh(x + atanh(o / b)) * b
 * - o) / h} with {@code b = (L - 1) / 2}, and {@code o = 1/2} for even {@code L}, {@code 0} for
 * odd; it fills all levels alike and maps 0 to 0. (The paper widens {@code b} by a thousandth.)
 */
public final class FiniteScalarQuantizer implements Quantizer {
  private final int[] levels;
  private final Vocabulary vocabulary;

  /**
   * One coordinate per entry.
   *
   * @param levels each at least 2; their product below 2^31
   */
  public FiniteScalarQuantizer(int... levels) {
    this.levels = levels.clone();
    if (levels.length == 0 || Arrays.stream(levels).anyMatch(level -> level < 2)) {
      throw new IllegalArgumentException(
          "fsq needs coordinates of at least 2 levels, found " + Arrays.toString(levels));
    }
    long size = 1;
    for (int level : levels) {
      size *= level;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "fsq takes fewer than 2^31 ids, found " + Arrays.toString(levels));
      }
    }
    var spec = Spec.of("fsq", Arrays.stream(levels).boxed().toArray());
    this.vocabulary = Vocabulary.of(spec.toString(), (int) size);
  }

  @Override
  public int dim() {
    return levels.length;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(float[] z, int n, int[] ids) {
    FiniteValues.check(z, n, dim());
    for (int i = 0; i < n; i++) {
      int id = 0;
      for (int d = dim() - 1; d >= 0; d--) {
        int half = levels[d] / 2;
        int nearest = (int) Math.ceil(z[i * dim() + d] * half - 0.5);
        id = id * levels[d] + Math.clamp(nearest, -half, levels[d] - 1 - half) + half;
      }
      ids[i] = id;
    }
  }

  @Override
  public void decode(int[] ids, int n, float[] z) {
    for (int i = 0; i < n; i++) {
      int rest = ids[i];
      for (int d = 0; d < dim(); d++) {
        int half = levels[d] / 2;
        z[i * dim() + d] = (float) (rest % levels[d] - half) / half;
        rest /= levels[d];
      }
    }
  }

  /** Registers {@code fsq:levels...}, such as {@code fsq:8,5,5,5}. */
  public static final class Provider implements QuantizerProvider {
    @Override
    public String name() {
      return "fsq";
    }

    @Override
    public Quantizer create(Spec spec) {
      return new FiniteScalarQuantizer(spec.integers());
    }
  }
}
