package dev.jeton.quantize;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds codes that stand for many vectors with small squared error: a start by k-means++ (Arthur
 * and Vassilvitskii, SODA 2007) on a sample, then Lloyd's iterations. A code that no vector chose
 * restarts at the vector furthest from its own code. The same points and seed give the same codes,
 * whatever the number of threads.
 *
 * @param size number of codes, at least 1
 * @param iterations of Lloyd, at least 1
 * @param seed of the start
 * @param zero whether code 0 stays at the zero vector, the code of "nothing to add"
 * @param bitPrice added to the squared error for each bit that a code's share of the vectors is
 *     worth, {@code -log2 p}: 0 for plain k-means; above it, rare codes must earn their bits
 *     (entropy-constrained vector quantisation, Chou et al., IEEE TASSP 37(1), 1989)
 */
public record KMeans(int size, int iterations, long seed, boolean zero, double bitPrice) {
  private static final int START_SAMPLE_PER_CODE = 40;

  public KMeans {
    if (size < 1 || iterations < 1 || !(bitPrice >= 0)) {
      throw new IllegalArgumentException(
          "k-means needs codes, iterations and a price >= 0, found %d, %d and %s"
              .formatted(size, iterations, bitPrice));
    }
  }

  public KMeans(int size, int iterations, long seed) {
    this(size, iterations, seed, false, 0);
  }

  /** Codes, and the bits that their shares of the vectors are worth, {@code [size]}. */
  public record Result(Codebook codebook, float[] bits) {}

  /**
   * Codes for {@code n} vectors.
   *
   * @param points {@code [n][dim]}, finite; n at least 1
   */
  public Result fit(float[] points, int n, int dim) {
    FiniteValues.check(points, n, dim);
    if (n < 1) {
      throw new IllegalArgumentException("k-means needs at least 1 vector, found 0");
    }
    float[] codes = start(points, n, dim);
    var bits = new float[size];
    Arrays.fill(bits, (float) (Math.log(size) / Math.log(2)));
    var ids = new int[n];
    for (int i = 0; i < iterations; i++) {
      priced(new Codebook(dim, codes), bits, bitPrice).nearest(points, n, ids);
      move(points, n, dim, ids, codes, bits);
    }
    return new Result(new Codebook(dim, codes), bits);
  }

  /** {@code codebook} with a bias of {@code price} for each of its codes' {@code bits}. */
  static Codebook priced(Codebook codebook, float[] bits, double price) {
    if (price == 0) {
      return codebook;
    }
    var bias = new float[bits.length];
    for (int k = 0; k < bias.length; k++) {
      bias[k] = (float) (price * bits[k]);
    }
    return codebook.withBias(bias);
  }

  private float[] start(float[] points, int n, int dim) {
    var random = new SplittableRandom(seed);
    int sample = (int) Math.min(n, (long) START_SAMPLE_PER_CODE * size);
    var chosen = new int[sample];
    Arrays.setAll(chosen, i -> sample == n ? i : random.nextInt(n));
    var codes = new float[size * dim];
    var nearest = new double[sample];
    Arrays.fill(nearest, Double.MAX_VALUE);
    for (int k = 0; k < size; k++) {
      if (k > 0 || !zero) {
        int pick = k == 0 ? random.nextInt(sample) : drawn(nearest, random);
        System.arraycopy(points, chosen[pick] * dim, codes, k * dim, dim);
      }
      for (int i = 0; i < sample; i++) {
        nearest[i] = Math.min(nearest[i], distance(points, chosen[i], codes, k, dim));
      }
    }
    return codes;
  }

  /** An index drawn with a chance in proportion to its weight. */
  private static int drawn(double[] weights, SplittableRandom random) {
    double rest = random.nextDouble() * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return i;
      }
    }
    return random.nextInt(weights.length);
  }

  /** Puts every code at the mean of its vectors, and counts what choosing it is worth. */
  private void move(float[] points, int n, int dim, int[] ids, float[] codes, float[] bits) {
    var sums = new double[size * dim];
    var counts = new int[size];
    for (int i = 0; i < n; i++) {
      counts[ids[i]]++;
      for (int d = 0; d < dim; d++) {
        sums[ids[i] * dim + d] += points[i * dim + d];
      }
    }
    int[] far = furthest(points, n, dim, ids, codes, counts);
    int restarts = 0;
    for (int k = 0; k < size; k++) {
      bits[k] = (float) (Math.log((n + (double) size) / (counts[k] + 1)) / Math.log(2));
      if (k == 0 && zero) {
        continue;
      }
      if (counts[k] == 0) {
        System.arraycopy(points, far[restarts++] * dim, codes, k * dim, dim);
        bits[k] = (float) (Math.log(size) / Math.log(2));
        continue;
      }
      for (int d = 0; d < dim; d++) {
        codes[k * dim + d] = (float) (sums[k * dim + d] / counts[k]);
      }
    }
  }

  /** For each empty code a vector, worst first; vectors repeat where there are too few. */
  private static int[] furthest(
      float[] points, int n, int dim, int[] ids, float[] codes, int[] counts) {
    int empty = (int) Arrays.stream(counts).filter(count -> count == 0).count();
    if (empty == 0) {
      return new int[0];
    }
    var errors = new double[n];
    Arrays.setAll(errors, i -> distance(points, i, codes, ids[i], dim));
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    double least = sorted[Math.max(0, n - empty)];
    int[] far = new int[empty];
    int found = 0;
    for (int i = 0; i < n && found < empty; i++) {
      if (errors[i] >= least) {
        far[found++] = i;
      }
    }
    return far;
  }

  private static double distance(float[] points, int i, float[] codes, int k, int dim) {
    double sum = 0;
    for (int d = 0; d < dim; d++) {
      double difference = points[i * dim + d] - codes[k * dim + d];
      sum += difference * difference;
    }
    return sum;
  }
}
