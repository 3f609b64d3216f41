package dev.jeton.learn;

import dev.jeton.quantize.Codebook;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One level's codes while they are learnt, with moving averages of how often each is chosen and of
 * the vectors that choose it.
 */
final class LearntLevel {
  /** Codes whose average count is below this share of an even one restart. */
  private static final float DEAD = 1e-3f;

  private final int dim;
  private final int size;
  private float[] codes;
  private float[] bits;
  private float[] counts;
  private float[] sums;
  private double price;
  private double error;
  private double firstError;
  private @Nullable Codebook book;

  LearntLevel(int dim, int size) {
    this.dim = dim;
    this.size = size;
    codes = new float[size * dim];
    bits = new float[size];
    counts = new float[size];
    sums = new float[size * dim];
  }

  /**
   * Starts from given codes.
   *
   * @param shares how often each was chosen, {@code [size]}, summing to 1
   * @param perStep vectors that a training step will bring
   * @param price squared error that one bit is worth, per place of the grid
   * @param error squared error that the levels up to this one leave, per place of the grid
   */
  void start(float[] codes, float[] shares, double perStep, double price, double error) {
    this.codes = codes.clone();
    for (int k = 0; k < size; k++) {
      counts[k] = (float) (shares[k] * perStep);
      for (int d = 0; d < dim; d++) {
        sums[k * dim + d] = counts[k] * codes[k * dim + d];
      }
    }
    this.price = price;
    this.error = error;
    this.firstError = error;
    count();
  }

  float[] codes() {
    return codes;
  }

  /** −log₂ of each code's share. */
  float[] bits() {
    return bits;
  }

  /** Bits times price. */
  float[] priced() {
    var priced = bits.clone();
    for (int k = 0; k < size; k++) {
      priced[k] *= (float) price;
    }
    return priced;
  }

  double price() {
    return price;
  }

  /** Squared error per place that is left after this level: a moving average. */
  double error() {
    return error;
  }

  /** The same when the codes were made. */
  double firstError() {
    return firstError;
  }

  /** 2 to the power of the entropy of the codes' shares: how many are really in use. */
  double perplexity() {
    double total = 0;
    for (float count : counts) {
      total += count;
    }
    double entropy = 0;
    for (float count : counts) {
      double p = count / total;
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return Math.exp(entropy);
  }

  /** The cheapest code of each vector: cells · squared error + price · bits. */
  int[] nearest(float[] rows, int scale) {
    if (book == null) {
      var bias = priced();
      for (int k = 0; k < size; k++) {
        bias[k] /= scale * scale;
      }
      book = new Codebook(dim, codes).withBias(bias);
    }
    var ids = new int[rows.length / dim];
    book.nearest(rows, ids.length, ids);
    return ids;
  }

  float[] look(int[] ids) {
    var rows = new float[ids.length * dim];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(codes, ids[i] * dim, rows, i * dim, dim);
    }
    return rows;
  }

  /**
   * Averages go on with one step's vectors; a code that hardly any chooses moves onto one of them.
   */
  void follow(float[] rows, int[] ids, double error) {
    float keep = decay(ids.length);
    for (int k = 0; k < size; k++) {
      counts[k] *= keep;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= keep;
    }
    for (int i = 0; i < ids.length; i++) {
      counts[ids[i]] += 1 - keep;
      for (int d = 0; d < dim; d++) {
        sums[ids[i] * dim + d] += (1 - keep) * rows[i * dim + d];
      }
    }
    for (int k = 1; k < size; k++) {
      if (counts[k] < DEAD * ids.length / size) {
        restart(k, rows, ids.length);
      }
      for (int d = 0; d < dim; d++) {
        codes[k * dim + d] = sums[k * dim + d] / counts[k];
      }
    }
    this.error = 0.99 * this.error + 0.01 * error;
    count();
  }

  /**
   * Code k goes to a vector of the step that no earlier restart took; the same run gives the same.
   */
  private void restart(int k, float[] rows, int n) {
    int from = Math.floorMod(k * 7919, n) * dim;
    counts[k] = 2 * DEAD * n / size;
    for (int d = 0; d < dim; d++) {
      sums[k * dim + d] = counts[k] * rows[from + d];
    }
  }

  /** Slower where a step brings few vectors per code. */
  private float decay(int vectors) {
    return vectors < size ? (float) Math.max(0.99, 1 - vectors / (20.0 * size)) : 0.99f;
  }

  private void count() {
    double total = 0;
    for (float count : counts) {
      total += count;
    }
    for (int k = 0; k < size; k++) {
      double share = (counts[k] / total + 1e-3 / size) / (1 + 1e-3);
      bits[k] = (float) (-Math.log(share) / Math.log(2));
    }
    book = null;
  }

  void state(String prefix, SequencedMap<String, float[]> state) {
    state.put(prefix + "codes", codes);
    state.put(prefix + "bits", bits);
    state.put(prefix + "counts", counts);
    state.put(prefix + "sums", sums);
    state.put(prefix + "numbers", new float[] {(float) price, (float) error, (float) firstError});
  }

  void restore(String prefix, Map<String, float[]> state) {
    codes = taken(state, prefix + "codes", size * dim);
    bits = taken(state, prefix + "bits", size);
    counts = taken(state, prefix + "counts", size);
    sums = taken(state, prefix + "sums", size * dim);
    var numbers = taken(state, prefix + "numbers", 3);
    price = numbers[0];
    error = numbers[1];
    firstError = numbers[2];
    book = null;
  }

  private static float[] taken(Map<String, float[]> state, String name, int count) {
    var values = state.get(name);
    if (values == null || values.length != count) {
      throw new IllegalArgumentException(
          "expected %d values of %s, found %s"
              .formatted(count, name, values == null ? "none" : values.length));
    }
    return Arrays.copyOf(values, count);
  }
}
