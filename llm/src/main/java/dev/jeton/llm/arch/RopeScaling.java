package dev.jeton.llm.arch;

import dev.jeton.llm.ModelException;
import dev.jeton.llm.kv.Rotation;
import org.jspecify.annotations.Nullable;

/**
 * Rotary frequencies of a model, stretched where it was made to read further than it was first
 * trained: linearly (Chen et al., arXiv:2306.15595), by YaRN (Peng et al., arXiv:2309.00071,
 * section 3.4), or by divisors that the file gives for each pair (Llama 3, LongRoPE).
 */
public final class RopeScaling {
  private static final double FAST_TURNS = 32; // YaRN's beta: pairs that turn more often stay
  private static final double SLOW_TURNS = 1; // and those that turn less are stretched

  private RopeScaling() {}

  /**
   * The rotation of a layer that sees all positions.
   *
   * @param dim values of a head that turn
   * @param divisors of the frequencies, or none
   */
  public static Rotation of(
      ModelKeys keys, Rotation.Pairs pairs, int dim, float @Nullable [] divisors) {
    double base = keys.real("rope.freq_base", 10_000);
    double factor = keys.real("rope.scaling.factor", 1);
    double magnitude = keys.real("rope.scaling.attn_factor", 1);
    double[] frequencies = plain(base, dim);
    if (divisors != null) {
      if (divisors.length != frequencies.length) {
        throw new ModelException(
            "expected %d divisors of rotary frequencies, found %d"
                .formatted(frequencies.length, divisors.length));
      }
      for (int i = 0; i < divisors.length; i++) {
        frequencies[i] /= divisors[i];
      }
      return new Rotation(pairs, frequencies, magnitude);
    }
    var type = keys.text("rope.scaling.type").orElse(factor == 1 ? "none" : "linear");
    switch (type) {
      case "none", "longrope" -> {}
      case "linear" -> {
        for (int i = 0; i < frequencies.length; i++) {
          frequencies[i] /= factor;
        }
      }
      case "yarn" -> {
        yarn(keys, frequencies, base, dim, factor);
        magnitude *= 1 + 0.1 * Math.log(factor);
      }
      default ->
          throw new ModelException(
              "expected rope.scaling.type none, linear, yarn or longrope, found '%s'"
                  .formatted(type));
    }
    return new Rotation(pairs, frequencies, magnitude);
  }

  /** The rotation without any scaling. */
  public static Rotation plain(Rotation.Pairs pairs, double base, int dim) {
    return new Rotation(pairs, plain(base, dim), 1);
  }

  private static double[] plain(double base, int dim) {
    var frequencies = new double[dim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(base, -2.0 * i / dim);
    }
    return frequencies;
  }

  private static void yarn(
      ModelKeys keys, double[] frequencies, double base, int dim, double factor) {
    int original = keys.whole("rope.scaling.original_context_length", 1, 1 << 30);
    double low = Math.max(0, Math.floor(pairThatTurns(FAST_TURNS, original, base, dim)));
    double high = Math.min(dim - 1.0, Math.ceil(pairThatTurns(SLOW_TURNS, original, base, dim)));
    for (int i = 0; i < frequencies.length; i++) {
      double stretched = Math.clamp((i - low) / Math.max(0.001, high - low), 0.0, 1.0);
      frequencies[i] *= (1 - stretched) + stretched / factor;
    }
  }

  /** The (fractional) pair that turns so often within the original context. */
  private static double pairThatTurns(double turns, int original, double base, int dim) {
    return dim * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }
}
