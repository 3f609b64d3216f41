package dev.jeton.learn;

import dev.jeton.torch.Tensor;
import java.util.random.RandomGenerator;

/**
 * Draws for each sample how many of its tokens, from the first, a decoder may see. What is always
 * there comes to say what matters most: Rippel, Gelbart and Adams, Learning Ordered Representations
 * with Nested Dropout, ICML 2014; over image tokens Miwa et al., arXiv:2501.10064, section 3.2, and
 * Bachmann et al., arXiv:2502.13967, section 3.1.
 *
 * @param tokens of a whole sample, K
 * @param law of the number kept
 * @param whole share of samples that keep all their tokens whatever is drawn, 0..1
 */
public record NestedDropout(int tokens, Law law, double whole) {

  /** How the number of kept tokens is distributed. */
  public enum Law {
    /** All of 1..K alike. */
    UNIFORM,
    /** 1, 2, 4, … and K alike. */
    POWERS_OF_TWO,
    /** Uniform in 1..K, then up to the next power of two, at most K. */
    UNIFORM_POWERS
  }

  public NestedDropout {
    if (tokens < 1 || !(whole >= 0 && whole <= 1)) {
      throw new IllegalArgumentException(
          "nested dropout needs at least 1 token and a share of 0..1, found %d and %s"
              .formatted(tokens, whole));
    }
  }

  /** Nothing is ever dropped. */
  public static NestedDropout none(int tokens) {
    return new NestedDropout(tokens, Law.UNIFORM, 1);
  }

  /** A number of tokens to keep, in 1..K. */
  public int draw(RandomGenerator random) {
    if (random.nextDouble() < whole) {
      return tokens;
    }
    return switch (law) {
      case UNIFORM -> 1 + random.nextInt(tokens);
      case UNIFORM_POWERS -> Math.min(tokens, ceilPower(1 + random.nextInt(tokens)));
      case POWERS_OF_TWO -> {
        int powers = Integer.numberOfTrailingZeros(ceilPower(tokens)) + 1;
        yield Math.min(tokens, 1 << random.nextInt(powers));
      }
    };
  }

  /** Numbers for a batch: {@code [samples]}, int64. */
  public Tensor draw(int samples, RandomGenerator random) {
    var kept = new long[samples];
    for (int i = 0; i < samples; i++) {
      kept[i] = draw(random);
    }
    return Tensor.of(kept, samples);
  }

  private static int ceilPower(int n) {
    return n == 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
  }
}
