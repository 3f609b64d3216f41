package dev.jeton.generate;

import dev.jeton.kernels.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The ids that a {@link Sampler}'s steps leave, with their probabilities. Its arrays serve again
 * and again; not thread-safe.
 */
public final class Candidates {
  private static final int FIRST = 256;

  private final Sampler sampler;
  private float[] scaled = {};
  private int[] ids = {};
  private float[] probabilities = {};
  private long[] order = {};
  private int count;

  /** What {@code sampler} leaves. */
  public Candidates(Sampler sampler) {
    this.sampler = sampler;
  }

  /**
   * Takes the steps.
   *
   * @param logits {@code [size]} from {@code from} on; left as they are
   * @throws IllegalArgumentException if one is NaN or positive infinity, or none is finite
   */
  public Candidates choose(float[] logits, int from, int size) {
    int best = largest(logits, from, size);
    if (sampler.greedy()) {
      room(1);
      ids[0] = best;
      probabilities[0] = 1;
      count = 1;
      return this;
    }
    float max = logits[from + best];
    if (sampler.topK() < size) {
      likeliest(logits, from, size, sampler.topK());
      for (int i = 0; i < count; i++) {
        probabilities[i] = (float) ((probabilities[i] - max) / sampler.temperature());
      }
      normalize();
      topP(sampler.topP());
    } else {
      all(logits, from, size, max);
    }
    minP();
    typical();
    return this;
  }

  private void all(float[] logits, int from, int size, float max) {
    if (scaled.length < size) {
      scaled = new float[size];
    }
    for (int i = 0; i < size; i++) {
      scaled[i] = (float) ((logits[from + i] - max) / sampler.temperature());
    }
    if (sampler.topP() == 1) {
      room(size);
      count = 0;
      for (int i = 0; i < size; i++) {
        if (scaled[i] != Float.NEGATIVE_INFINITY) {
          ids[count] = i;
          probabilities[count++] = scaled[i];
        }
      }
      normalize();
      return;
    }
    float sum = Kernels.logSumExp(scaled, 0, size);
    for (int k = Math.min(size, FIRST); ; k = Math.min(size, 8 * k)) {
      likeliest(scaled, 0, size, k);
      double seen = 0;
      for (int i = 0; i < count; i++) {
        probabilities[i] = (float) Math.exp(probabilities[i] - sum);
        seen += probabilities[i];
      }
      if (seen >= sampler.topP() || k == size || count < k) {
        topP(sampler.topP());
        return;
      }
    }
  }

  /** The k largest, largest first; their values instead of probabilities. */
  private void likeliest(float[] values, int from, int size, int k) {
    room(k);
    count = Kernels.topK(values, from, from + size, k, ids, probabilities);
    while (probabilities[count - 1] == Float.NEGATIVE_INFINITY) {
      count--;
    }
    for (int i = 0; i < count; i++) {
      ids[i] -= from;
    }
  }

  /** Of candidates in falling order the fewest that make {@code enough}; then they sum to 1. */
  private void topP(double enough) {
    if (enough == 1) {
      return;
    }
    int kept = 0;
    for (double sum = 0; kept < count && sum < enough; kept++) {
      sum += probabilities[kept];
    }
    count = kept;
    toSumOne();
  }

  private void minP() {
    if (sampler.minP() == 0) {
      return;
    }
    float most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, probabilities[i]);
    }
    float least = (float) sampler.minP() * most;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (probabilities[i] >= least) {
        ids[kept] = ids[i];
        probabilities[kept++] = probabilities[i];
      }
    }
    count = kept;
    toSumOne();
  }

  private void typical() {
    if (sampler.typical() == 1) {
      return;
    }
    double entropy = 0;
    for (int i = 0; i < count; i++) {
      if (probabilities[i] > 0) {
        entropy -= probabilities[i] * Math.log(probabilities[i]);
      }
    }
    if (order.length < count) {
      order = new long[Math.max(count, 2 * order.length)];
    }
    for (int i = 0; i < count; i++) {
      float apart = (float) Math.abs(-Math.log(probabilities[i]) - entropy);
      order[i] = (long) Float.floatToIntBits(apart) << 32 | i; // not negative: bits are in order
    }
    Arrays.sort(order, 0, count);
    int kept = 0;
    for (double sum = 0; kept < count && sum < sampler.typical(); kept++) {
      sum += probabilities[(int) order[kept]];
    }
    long last = order[kept - 1] >> 32;
    while (kept < count && order[kept] >> 32 == last) {
      kept++; // as near as the last one
    }
    for (int i = 0; i < kept; i++) {
      order[i] &= 0xffff_ffffL;
    }
    Arrays.sort(order, 0, kept);
    for (int i = 0; i < kept; i++) {
      int at = (int) order[i];
      ids[i] = ids[at];
      probabilities[i] = probabilities[at];
    }
    count = kept;
    toSumOne();
  }

  /** Logarithms become probabilities. */
  private void normalize() {
    Kernels.softmax(probabilities, 0, count);
  }

  private void toSumOne() {
    Kernels.scale(1 / Kernels.sum(probabilities, 0, count), probabilities, 0, count);
  }

  private void room(int n) {
    if (ids.length < n) {
      ids = new int[n];
      probabilities = new float[n];
    }
  }

  /** How many ids are left, at least 1. */
  public int count() {
    return count;
  }

  /** The id of candidate {@code index}. */
  public int id(int index) {
    return ids[index];
  }

  /** The probability of candidate {@code index}; together they make 1. */
  public float probability(int index) {
    return probabilities[index];
  }

  /** One of them: the inverse of the distribution function at an even draw; of one, no draw. */
  public int draw(RandomGenerator random) {
    if (sampler.greedy()) {
      return ids[0];
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += probabilities[i];
    }
    double left = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (probabilities[i] > 0) {
        last = i;
        left -= probabilities[i];
        if (left < 0) {
          return ids[i];
        }
      }
    }
    return ids[last];
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
