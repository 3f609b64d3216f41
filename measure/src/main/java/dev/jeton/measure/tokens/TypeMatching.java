package dev.jeton.measure.tokens;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Which type of one language stands where which type of another does, found without any pair being
 * given (self-learning: Artetxe, Labaka and Agirre, A robust self-learning method for fully
 * unsupervised cross-lingual mappings of word embeddings, 2018): pairs are guessed, the one space
 * is turned onto the other by {@link Procrustes}, types are paired anew so that all together lie
 * nearest, and so on. Three guesses are tried: rank by rank in frequency; by how similar each type
 * is to the other types of its own language, sorted (section 3.2 there); by both.
 *
 * <p>Any two clouds of points can be paired to lie nearer than by chance: a disparity says
 * something only beside the same number of a control.
 *
 * @param partner of each type of the first, an index into the second's types
 * @param disparity of {@link Procrustes} over these pairs, 0 alike to 1
 * @param hausdorff directed, from the first to the second, after alignment
 */
public record TypeMatching(int[] partner, double disparity, double hausdorff) {
  private static final int ROUNDS = 50;

  /**
   * Pairs as many of the most frequent types as both have.
   *
   * @throws IllegalArgumentException if dimensions differ, or all types of one side coincide
   */
  public static TypeMatching of(TypeEmbedding first, TypeEmbedding second) {
    int n = Math.min(first.ids().length, second.ids().length);
    int dim = first.dim();
    var a = Arrays.copyOf(first.vectors(), n * dim);
    var b = Arrays.copyOf(second.vectors(), n * dim);
    var shapes = distances(signatures(a, n, dim), signatures(b, n, dim), n, n);
    var ranks = new int[n];
    Arrays.setAll(ranks, i -> i);
    var best = refined(a, b, dim, ranks);
    for (double weight : new double[] {0, 1}) {
      var costs = shapes.clone();
      double mean = Arrays.stream(shapes).average().orElse(0);
      for (int i = 0; i < costs.length; i++) {
        double gap = Math.log((1.0 + i / n) / (1.0 + i % n));
        costs[i] += weight * mean * gap * gap;
      }
      var found = refined(a, b, dim, Assignment.cheapest(costs, n));
      best = found.disparity < best.disparity ? found : best;
    }
    return best;
  }

  private static TypeMatching refined(double[] a, double[] b, int dim, int[] guess) {
    int n = guess.length;
    var best = new TypeMatching(guess, 2, Double.NaN);
    var partner = guess;
    for (int round = 0; round < ROUNDS; round++) {
      var aligned = Procrustes.align(a, picked(b, partner, dim), dim);
      if (!(aligned.disparity() < best.disparity - 1e-9)) {
        return best;
      }
      best = new TypeMatching(partner, aligned.disparity(), aligned.hausdorff(dim));
      var there = new double[n * dim]; // the second's points in their own order
      for (int i = 0; i < n; i++) {
        System.arraycopy(aligned.second(), i * dim, there, partner[i] * dim, dim);
      }
      partner = Assignment.cheapest(distances(aligned.first(), there, n, dim), n);
    }
    return best;
  }

  private static double[] picked(double[] points, int[] places, int dim) {
    var picked = new double[points.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(points, places[i] * dim, picked, i * dim, dim);
    }
    return picked;
  }

  /** Similarities of each point to all, falling, {@code [n][n]}. */
  private static double[] signatures(double[] points, int n, int dim) {
    var x = DMatrixRMaj.wrap(n, dim, points);
    var products = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransB(x, x, products);
    double largest = Math.max(1e-300, CommonOps_DDRM.elementMaxAbs(products));
    CommonOps_DDRM.scale(1 / largest, products);
    for (int i = 0; i < n; i++) {
      Arrays.sort(products.data, i * n, (i + 1) * n);
    }
    return products.data;
  }

  /** Squared distances of all pairs, {@code [n][n]}. */
  private static double[] distances(double[] a, double[] b, int n, int dim) {
    var distances = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int d = 0; d < dim; d++) {
          double gap = a[i * dim + d] - b[j * dim + d];
          sum += gap * gap;
        }
        distances[i * n + j] = sum;
      }
    }
    return distances;
  }
}
