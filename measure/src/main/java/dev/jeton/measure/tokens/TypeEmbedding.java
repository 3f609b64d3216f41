package dev.jeton.measure.tokens;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Vectors for the most frequent ids of a language, from what stands beside them: positive pointwise
 * mutual information of co-occurrence, factorised (Levy and Goldberg, Neural word embedding as
 * implicit matrix factorization, 2014, section 5: U √Σ).
 *
 * @param ids the most frequent first; ties by the lower id
 * @param dim numbers per vector
 * @param vectors {@code [ids.length][dim]}; not copied
 */
public record TypeEmbedding(int[] ids, int dim, double[] vectors) {

  /**
   * Embeds.
   *
   * @param most ids at most; the work grows with the cube
   * @param dim numbers per vector; missing ones are 0 where fewer ids occur
   * @param window how far apart two ids may stand to count as neighbours, at least 1
   */
  public static TypeEmbedding of(TokenCorpus corpus, int most, int dim, int window) {
    var ids = frequent(corpus.counts(), most);
    var pmi = positivePointwise(cooccurrence(corpus, ids, window), ids.length);
    var vectors = new double[ids.length * dim];
    if (ids.length > 0) {
      var matrix = DMatrixRMaj.wrap(ids.length, ids.length, pmi);
      var svd = DecompositionFactory_DDRM.svd(ids.length, ids.length, true, false, true);
      if (!svd.decompose(matrix)) {
        throw new ArithmeticException("the singular values of " + corpus.name() + " diverged");
      }
      var u = svd.getU(null, false);
      double[] values = svd.getSingularValues();
      SingularOps_DDRM.descendingOrder(u, false, values, ids.length, null, false);
      for (int i = 0; i < ids.length; i++) {
        for (int d = 0; d < Math.min(dim, ids.length); d++) {
          vectors[i * dim + d] = u.get(i, d) * Math.sqrt(values[d]);
        }
      }
    }
    return new TypeEmbedding(ids, dim, vectors);
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

  /** Symmetric counts {@code [n][n]}. */
  static double[] cooccurrence(TokenCorpus corpus, int[] ids, int window) {
    var rows = new int[corpus.vocabulary()];
    Arrays.fill(rows, -1);
    for (int i = 0; i < ids.length; i++) {
      rows[ids[i]] = i;
    }
    var counts = new double[ids.length * ids.length];
    for (var sequence : corpus.sequences()) {
      for (int t = 0; t < sequence.length; t++) {
        int a = rows[sequence[t]];
        for (int u = Math.max(0, t - window); u < t && a >= 0; u++) {
          int b = rows[sequence[u]];
          if (b >= 0) {
            counts[a * ids.length + b]++;
            counts[b * ids.length + a]++;
          }
        }
      }
    }
    return counts;
  }

  /** max(0, log2 p(a, b) / (p(a) p(b))) of symmetric counts. */
  static double[] positivePointwise(double[] counts, int n) {
    var sums = new double[n];
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      sums[i / n] += counts[i];
      total += counts[i];
    }
    var pmi = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        pmi[i] = Math.max(0, Entropy.log2(counts[i] * total / (sums[i / n] * sums[i % n])));
      }
    }
    return pmi;
  }
}
