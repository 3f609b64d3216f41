package dev.jeton.learn;

import dev.jeton.torch.Tensor;

/**
 * Classifier-free guidance while tokens are drawn: logits become {@code c + (g − 1)(c − u)}, c
 * those with the class, u those without. Ho and Salimans, arXiv:2207.12598, eq. 6, with g = 1 + w.
 *
 * @param scale g at the last place; 1 draws from the model as it is
 * @param schedule how g grows from place to place
 */
public record Guidance(double scale, Schedule schedule) {
  /** The model as it is. */
  public static final Guidance NONE = new Guidance(1, t -> 1);

  /** The share of {@code scale − 1} that is used after a share of the places. */
  public interface Schedule {
    /**
     * @param t places decided, divided by all, 0..1
     * @return 0..1
     */
    double at(double t);
  }

  public Guidance {
    if (!(scale >= 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("expected a guidance scale >= 0, found " + scale);
    }
  }

  /** The same at all places. */
  public static Guidance constant(double scale) {
    return new Guidance(scale, t -> 1);
  }

  /** Grows evenly. */
  public static Guidance linear(double scale) {
    return new Guidance(scale, t -> t);
  }

  /**
   * Grows as {@code (1 − cos(π t^power)) / 2}: Gao et al., arXiv:2303.14389 (MDT), released code,
   * which RAR (Yu et al., arXiv:2411.00776) samples with too.
   *
   * @param power above 0; the higher, the later it grows
   */
  public static Guidance powerCosine(double scale, double power) {
    if (!(power > 0)) {
      throw new IllegalArgumentException("expected a power above 0, found " + power);
    }
    return new Guidance(scale, t -> (1 - Math.cos(Math.PI * Math.pow(t, power))) / 2);
  }

  /** Whether it changes nothing. */
  boolean none() {
    return scale == 1;
  }

  /** g for the place after {@code decided} of {@code places}. */
  double at(int decided, int places) {
    return 1 + (scale - 1) * schedule.at((double) decided / places);
  }

  /**
   * Logits to draw from.
   *
   * @param logits with the class, then without: {@code [2 n, size]}
   * @param g from {@link #at}
   * @return {@code [n, size]}
   */
  static Tensor guided(Tensor logits, double g) {
    long n = logits.size(0) / 2;
    var with = logits.narrow(0, 0, n);
    return with.add(with.sub(logits.narrow(0, n, n)).mul(g - 1));
  }
}
