package dev.jeton.generate;

/**
 * How far logits are drawn towards a class: logits = u + g · (c − u), with c given the class, u not
 * given it, and the scale g of the step. g = 1 is the conditional model, 0 the unconditional one.
 * Ho and Salimans, arXiv:2207.12598.
 *
 * <p>Published generators mean different numbers by a scale. MaskGIT-like code (MUSE, bytedance's
 * {@code maskgit.py}) computes c + s · (c − u), one more than here: its constant scale s is {@code
 * constant(s + 1)}, its linear decay {@code linear(s + 1)}. Its power-cosine decay and that of MDT
 * have u + s · (c − u) as here. All of them divide the step by T and not by T − 1, so a rising
 * scale does not quite arrive; so it is here.
 */
@FunctionalInterface
public interface Guidance {
  /** No guidance: the conditional model alone. */
  Guidance NONE = (step, steps) -> 1;

  /**
   * The scale of a step.
   *
   * @param step from 0
   * @param steps in all
   */
  double scale(int step, int steps);

  /** The same scale at all steps. */
  static Guidance constant(double scale) {
    double checked = checked(scale);
    return (step, steps) -> checked;
  }

  /** 1 + (scale − 1) · t / T at step t of T: none at first. Chang et al., arXiv:2301.00704. */
  static Guidance linear(double scale) {
    double more = checked(scale) - 1;
    return (step, steps) -> 1 + more * step / steps;
  }

  /**
   * 1 + (scale − 1) · (1 − cos(π · (t / T)^power)) / 2 at step t of T: later the larger the power
   * is. Gao et al., Masked Diffusion Transformer, arXiv:2303.14389.
   */
  static Guidance powerCosine(double scale, double power) {
    double more = checked(scale) - 1;
    if (!(power > 0)) {
      throw new IllegalArgumentException("expected a power above 0, found " + power);
    }
    return (step, steps) ->
        1 + more * (1 - Math.cos(Math.PI * Math.pow((double) step / steps, power))) / 2;
  }

  /**
   * Replaces logits given the class by guided ones.
   *
   * @param given given the class, overwritten from 0 to {@code count − 1}
   * @param free not given it
   */
  static void apply(double scale, float[] given, float[] free, int count) {
    for (int i = 0; i < count; i++) {
      given[i] = (float) (free[i] + scale * (given[i] - free[i]));
    }
  }

  private static double checked(double scale) {
    if (!(scale >= 0) || scale == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a guidance scale is 0 or more, found " + scale);
    }
    return scale;
  }
}
