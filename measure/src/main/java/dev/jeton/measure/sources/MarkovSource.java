package dev.jeton.measure.sources;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A Markov chain of some order: the next id depends on the last {@code order} ids alone. Every
 * transition has a probability above 0, so there is one stationary distribution; strings begin in
 * it.
 */
public final class MarkovSource {
  private static final int LARGEST = 1 << 16;
  private static final int ROUNDS = 100_000;
  private static final double STILL = 1e-13;

  private final int alphabet;
  private final int order;
  private final double[][] next;
  private final double[] stationary;

  /**
   * @param order ids that the next one depends on, at least 1
   * @param next probabilities of the next id by context, {@code [alphabet^order][alphabet]}; in a
   *     context's number the oldest id counts most
   */
  public MarkovSource(int alphabet, int order, double[][] next) {
    int contexts = contexts(alphabet, order);
    if (next.length != contexts) {
      throw new IllegalArgumentException(
          "expected %d contexts, found %d".formatted(contexts, next.length));
    }
    for (int context = 0; context < contexts; context++) {
      check(context, next[context], alphabet);
    }
    this.alphabet = alphabet;
    this.order = order;
    this.next = Arrays.stream(next).map(double[]::clone).toArray(double[][]::new);
    stationary = settle();
  }

  /**
   * The switching process: x_t is x_{t−order} with probability {@code same}, else the other of two
   * ids. Each id comes as often as the other, so that a model without context needs 1 bit, while
   * the entropy rate is h(same). Makkuva et al., arXiv:2402.04161; Rajaraman et al.,
   * arXiv:2404.08335.
   *
   * @param same above 0, below 1
   */
  public static MarkovSource switching(int order, double same) {
    int contexts = contexts(2, order);
    var next = new double[contexts][2];
    for (int context = 0; context < contexts; context++) {
      int oldest = context >> order - 1;
      next[context][oldest] = same;
      next[context][1 - oldest] = 1 - same;
    }
    return new MarkovSource(2, order, next);
  }

  /**
   * A chain whose transitions are {@code least} plus a share of what is left, evenly distributed
   * over all such shares.
   *
   * @param least probability of any transition, above 0, at most 1 / alphabet
   */
  public static MarkovSource random(int alphabet, int order, double least, RandomGenerator random) {
    var next = new double[contexts(alphabet, order)][alphabet];
    for (var row : next) {
      for (int id = 0; id < alphabet; id++) {
        row[id] = random.nextExponential();
      }
      double sum = Arrays.stream(row).sum();
      for (int id = 0; id < alphabet; id++) {
        row[id] = least + (1 - alphabet * least) * row[id] / sum;
      }
    }
    return new MarkovSource(alphabet, order, next);
  }

  private static int contexts(int alphabet, int order) {
    if (alphabet < 2 || order < 1 || Math.pow(alphabet, order) > LARGEST) {
      throw new IllegalArgumentException(
          "expected at least 2 ids, an order of at least 1 and at most %d contexts, found %d ids and order %d"
              .formatted(LARGEST, alphabet, order));
    }
    return (int) Math.pow(alphabet, order);
  }

  private static void check(int context, double[] row, int alphabet) {
    double sum = Arrays.stream(row).sum();
    if (row.length != alphabet
        || !Arrays.stream(row).allMatch(p -> p > 0)
        || Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "context %d: expected %d probabilities above 0 with sum 1, found %s"
              .formatted(context, alphabet, Arrays.toString(row)));
    }
  }

  private double[] settle() {
    var now = new double[next.length];
    Arrays.fill(now, 1.0 / now.length);
    double change = 1;
    for (int round = 0; round < ROUNDS && change > STILL; round++) {
      var then = new double[now.length];
      for (int context = 0; context < now.length; context++) {
        for (int id = 0; id < alphabet; id++) {
          then[after(context, id)] += now[context] * next[context][id];
        }
      }
      change = 0;
      for (int context = 0; context < now.length; context++) {
        change += Math.abs(then[context] - now[context]);
      }
      now = then;
    }
    return now;
  }

  private int after(int context, int id) {
    return (int) (((long) context * alphabet + id) % next.length);
  }

  public int alphabet() {
    return alphabet;
  }

  public int order() {
    return order;
  }

  /** Bits per id that no model can go below: Σ π(context) H(next | context). */
  public double entropyRate() {
    double bits = 0;
    for (int context = 0; context < next.length; context++) {
      bits += stationary[context] * entropy(next[context]);
    }
    return bits;
  }

  /** Bits per id of the best model without context: the entropy of how often ids come. */
  public double unigramEntropy() {
    var often = new double[alphabet];
    for (int context = 0; context < next.length; context++) {
      often[context % alphabet] += stationary[context];
    }
    return entropy(often);
  }

  private static double entropy(double[] p) {
    return Arrays.stream(p).map(q -> -q * Math.log(q) / Math.log(2)).sum();
  }

  /** A string of {@code length} ids. */
  public int[] draw(int length, RandomGenerator random) {
    int context = pick(stationary, random);
    var ids = new int[length];
    for (int i = 0; i < length; i++) {
      ids[i] = pick(next[context], random);
      context = after(context, ids[i]);
    }
    return ids;
  }

  private static int pick(double[] p, RandomGenerator random) {
    double u = random.nextDouble();
    for (int i = 0; i + 1 < p.length; i++) {
      u -= p[i];
      if (u < 0) {
        return i;
      }
    }
    return p.length - 1;
  }
}
