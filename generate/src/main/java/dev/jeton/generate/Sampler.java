package dev.jeton.generate;

import java.util.random.RandomGenerator;

/**
 * Draws an id from logits. The steps, in the order of transformers: temperature; the {@code topK}
 * likeliest; of these the fewest whose probabilities make at least {@code topP} (Holtzman et al.,
 * arXiv:1904.09751, section 3.1); of these the ones at least {@code minP} times as likely as the
 * likeliest (Nguyen et al., arXiv:2407.01082); of these the ones whose information is nearest to
 * the entropy and whose probabilities make {@code typical} (Meister et al., arXiv:2202.00666,
 * section 4.1); then a draw in proportion. Each step takes the probabilities of what the one before
 * left, made to sum to 1. The same random numbers give the same ids.
 *
 * @param temperature the logits are divided by it; 1 for the model's own distribution, 0 for the
 *     likeliest id
 * @param topK ids that stay, at least 1
 * @param topP probability that stays, above 0, at most 1
 * @param minP 0 to 1; 0 for none
 * @param typical probability that stays, above 0, at most 1; 1 for none
 */
public record Sampler(double temperature, int topK, double topP, double minP, double typical) {
  /** The model's own distribution. */
  public static final Sampler PLAIN = ofTemperature(1);

  public Sampler {
    if (!(temperature >= 0) || temperature == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a temperature is 0 or more, found " + temperature);
    }
    if (topK < 1) {
      throw new IllegalArgumentException("top-k is at least 1, found " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p is above 0 and at most 1, found " + topP);
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("min-p is 0 to 1, found " + minP);
    }
    if (!(typical > 0 && typical <= 1)) {
      throw new IllegalArgumentException("typical-p is above 0 and at most 1, found " + typical);
    }
  }

  /** Temperature, top-k and top-p alone. */
  public Sampler(double temperature, int topK, double topP) {
    this(temperature, topK, topP, 0, 1);
  }

  /** All ids at this temperature. */
  public static Sampler ofTemperature(double temperature) {
    return new Sampler(temperature, Integer.MAX_VALUE, 1);
  }

  /** Whether the likeliest id is always the one. */
  public boolean greedy() {
    return temperature == 0 || topK == 1;
  }

  /**
   * An id in {@code 0..size − 1}; {@link Candidates} does the same without new arrays each time.
   *
   * @param logits {@code [size]} from {@code from} on; left as they are
   * @throws IllegalArgumentException if one is NaN, or none is finite
   */
  public int draw(float[] logits, int from, int size, RandomGenerator random) {
    return new Candidates(this).choose(logits, from, size).draw(random);
  }
}
