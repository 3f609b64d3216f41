package dev.jeton.measure.tokens;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Vectors for the most frequent ids of a language, from what stands beside them: positive pointwise
 * mutual information of ids and neighbours, factorised (Levy and Goldberg, Neural word embedding as
 * implicit matrix factorization, 2014, section 5: U √Σ). The same neighbour counts as another one
 * at each distance to the left and to the right; all ids that are not among the most frequent count
 * as one neighbour.
 *
 * @param ids the most frequent first; ties by the lower id
 * @param dim numbers per vector
 * @param vectors {@code [ids.length][dim]}; not copied
 */
public record TypeEmbedding(int[] ids, int dim, double[] vectors) {

  /**
   * Embeds.
   *
   * @param most ids at most, and neighbours; the work grows with the cube
   * @param dim numbers per vector; missing ones are 0 where fewer ids occur
   * @param window how far apart two ids may stand to count as neighbours, at least 1
   */
  public static TypeEmbedding of(TokenCorpus corpus, int most, int dim, int window) {
    var ids = frequent(corpus.counts(), most);
    int n = ids.length;
    var vectors = new double[n * dim];
    if (n > 0) {
      var pmi = DMatrixRMaj.wrap(n, columns(n, window), pointwise(corpus, ids, window));
      var svd = DecompositionFactory_DDRM.svd(n, pmi.numCols, true, false, true);
      if (!svd.decompose(pmi)) {
        throw new ArithmeticException("the singular values of " + corpus.name() + " diverged");
      }
      var u = svd.getU(null, false);
      double[] values = svd.getSingularValues();
      SingularOps_DDRM.descendingOrder(u, false, values, n, null, false);
      for (int i = 0; i < n; i++) {
        for (int d = 0; d < Math.min(dim, n); d++) {
          vectors[i * dim + d] = u.get(i, d) * Math.sqrt(values[d]);
        }
      }
    }
    return new TypeEmbedding(ids, dim, vectors);
  }

  /** The {@code most} most frequent of these types. */
  TypeEmbedding first(int most) {
    int n = Math.min(most, ids.length);
    return new TypeEmbedding(Arrays.copyOf(ids, n), dim, Arrays.copyOf(vectors, n * dim));
  }

  private static double[] pointwise(TokenCorpus corpus, int[] ids, int window) {
    return positivePointwise(neighbours(corpus, ids, window), columns(ids.length, window));
  }

  private static int columns(int n, int window) {
    return 2 * window * (n + 1);
  }

  /** Whether any two ids have different vectors; without neighbours all are zero. */
  public boolean hasShape() {
    for (int i = dim; i < vectors.length; i++) {
      if (vectors[i] != vectors[i - dim]) {
        return true;
      }
    }
    return false;
  }

  private static int[] frequent(long[] counts, int most) {
    return IntStream.range(0, counts.length)
        .filter(id -> counts[id] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer id) -> -counts[id]).thenComparing(id -> id))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * How often what stands beside each id: {@code [n][2 · window][n + 1]}, distances from −window to
   * window without 0, the last neighbour standing for all others.
   */
  static double[] neighbours(TokenCorpus corpus, int[] ids, int window) {
    int n = ids.length;
    var rows = new int[corpus.vocabulary()];
    Arrays.fill(rows, n);
    for (int i = 0; i < n; i++) {
      rows[ids[i]] = i;
    }
    int columns = columns(n, window);
    var counts = new double[n * columns];
    for (var sequence : corpus.sequences()) {
      for (int t = 0; t < sequence.length; t++) {
        int a = rows[sequence[t]];
        for (int u = Math.max(0, t - window); u < t; u++) {
          int b = rows[sequence[u]];
          int gap = t - u;
          if (a < n) {
            counts[a * columns + (window - gap) * (n + 1) + b]++;
          }
          if (b < n) {
            counts[b * columns + (window + gap - 1) * (n + 1) + a]++;
          }
        }
      }
    }
    return counts;
  }

  /** max(0, log2 p(row, column) / (p(row) p(column))) of counts {@code [rows][columns]}. */
  static double[] positivePointwise(double[] counts, int columns) {
    var ofRow = new double[counts.length / columns];
    var ofColumn = new double[columns];
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      ofRow[i / columns] += counts[i];
      ofColumn[i % columns] += counts[i];
      total += counts[i];
    }
    var pmi = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        pmi[i] =
            Math.max(
                0, Entropy.log2(counts[i] * total / (ofRow[i / columns] * ofColumn[i % columns])));
      }
    }
    return pmi;
  }
}
