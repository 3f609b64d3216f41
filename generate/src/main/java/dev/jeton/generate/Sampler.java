package dev.jeton.generate;

import dev.jeton.kernels.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws an id from logits: temperature first, then the {@code topK} likeliest, then of these the
 * fewest whose probabilities make at least {@code topP} (Holtzman et al., arXiv:1904.09751, section
 * 3.1), then a draw in proportion. The same random numbers give the same ids.
 *
 * @param temperature the logits are divided by it; 1 for the model's own distribution, 0 for the
 *     likeliest id
 * @param topK ids that stay, at least 1
 * @param topP probability that stays, above 0, at most 1
 */
public record Sampler(double temperature, int topK, double topP) {
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
  }

  /** All ids at this temperature. */
  public static Sampler ofTemperature(double temperature) {
    return new Sampler(temperature, Integer.MAX_VALUE, 1);
  }

  /**
   * An id in {@code 0..size − 1}.
   *
   * @param logits {@code [size]} from {@code from} on; left as they are
   * @throws IllegalArgumentException if one is NaN, or none is finite
   */
  public int draw(float[] logits, int from, int size, RandomGenerator random) {
    int best = largest(logits, from, size);
    if (temperature == 0 || topK == 1) {
      return best;
    }
    var weights = new float[size];
    float max = logits[from + best];
    for (int i = 0; i < size; i++) {
      weights[i] = (float) ((logits[from + i] - max) / temperature);
    }
    Kernels.softmax(weights, 0, size);
    return topK >= size && topP == 1
        ? inProportion(weights, size, random)
        : amongLikeliest(weights, random);
  }

  private int amongLikeliest(float[] probabilities, RandomGenerator random) {
    int k = Math.min(topK, probabilities.length);
    var ids = new int[k];
    var sorted = new float[k];
    int found = Kernels.topK(probabilities, 0, probabilities.length, k, ids, sorted);
    double enough = topP == 1 ? Double.POSITIVE_INFINITY : topP * Kernels.sum(sorted, 0, found);
    int kept = 0;
    for (double sum = 0; kept < found && sum < enough; kept++) {
      sum += sorted[kept];
    }
    return ids[inProportion(Arrays.copyOf(sorted, kept), kept, random)];
  }

  /** The inverse of the distribution function at an even draw. */
  private static int inProportion(float[] weights, int size, RandomGenerator random) {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    double left = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private static int largest(float[] logits, int from, int size) {
    int best = 0;
    for (int i = 0; i < size; i++) {
      float value = logits[from + i];
      if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("logit of id %d is %s".formatted(i, value));
      }
      if (value > logits[from + best]) {
        best = i;
      }
    }
    if (logits[from + best] == Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("no id of %d has a finite logit".formatted(size));
    }
    return best;
  }
}
