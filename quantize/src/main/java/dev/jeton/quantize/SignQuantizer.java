package dev.jeton.quantize;

import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.core.Spec;
import dev.jeton.core.Vocabulary;
import java.util.Collections;

/**
 * Keeps one bit per coordinate, its sign: bit {@code d} of the id is set where coordinate {@code d}
 * is above zero. The codes are all corners of a cube: {@code +-1} for look-up-free quantisation (Yu
 * et al., arXiv:2310.05737), {@code +-1 / sqrt(dim)} on the unit sphere for binary spherical
 * quantisation (Zhao et al., arXiv:2406.07548). Scaling a vector does not change its id, so vectors
 * need not be normalised first.
 */
public final class SignQuantizer implements Quantizer {
  private static final int MAX_BITS = 30;

  private final int dim;
  private final int levels;
  private final float corner;
  private final Vocabulary vocabulary;

  private SignQuantizer(Spec spec, boolean spherical) {
    this.dim = spec.integer(0);
    this.levels = spec.integer("levels", 1);
    if (dim < 1 || levels < 1 || dim % levels != 0 || dim / levels > MAX_BITS) {
      throw new IllegalArgumentException(
          "%s needs dimensions that divide into levels of 1..%d bits, found '%s'"
              .formatted(spec.name(), MAX_BITS, spec));
    }
    this.corner = spherical ? (float) (1 / Math.sqrt(dim)) : 1;
    this.vocabulary =
        new Vocabulary(spec.toString(), Collections.nCopies(levels, 1 << (dim / levels)));
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(float[] z, int n, int[] ids) {
    FiniteValues.check(z, n, dim);
    int bits = dim / levels;
    for (int i = 0; i < n * levels; i++) {
      int id = 0;
      for (int d = 0; d < bits; d++) {
        id |= z[i * bits + d] > 0 ? 1 << d : 0;
      }
      ids[i] = id;
    }
  }

  @Override
  public void decode(int[] ids, int n, float[] z) {
    int bits = dim / levels;
    for (int i = 0; i < n * dim; i++) {
      z[i] = (ids[i / bits] >> (i % bits) & 1) == 1 ? corner : -corner;
    }
  }

  /** Registers {@code lfq:dim} and {@code lfq:dim,levels=k}, which cuts the bits into k ids. */
  public static final class Unbounded implements QuantizerProvider {
    @Override
    public String name() {
      return "lfq";
    }

    @Override
    public Quantizer create(Spec spec) {
      return new SignQuantizer(spec, false);
    }
  }

  /** Registers {@code bsq:dim} and {@code bsq:dim,levels=k}. */
  public static final class Spherical implements QuantizerProvider {
    @Override
    public String name() {
      return "bsq";
    }

    @Override
    public Quantizer create(Spec spec) {
      return new SignQuantizer(spec, true);
    }
  }
}
