package dev.jeton.measure;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Fréchet distance between two sets of feature vectors, each taken as a normal distribution (Dowson
 * and Landau, J. Multivariate Analysis 12, 1982; Heusel et al., arXiv 1706.08500, eq. 6):
 *
 * <pre>|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))</pre>
 *
 * <p>On features of the Inception network this is FID; on any other it has to be called otherwise.
 * Small sets make it larger: compare equal counts only, and beside the distance of two real sets.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * The distance, squared as is usual.
   *
   * @param a at least two vectors
   * @param b at least two vectors of the same dimension
   * @return at least 0
   */
  public static double between(FeatureStatistics a, FeatureStatistics b) {
    if (a.dim() != b.dim()) {
      throw new IllegalArgumentException(
          "expected features of one dimension, found %d and %d".formatted(a.dim(), b.dim()));
    }
    if (a.count() < 2 || b.count() < 2) {
      throw new IllegalArgumentException(
          "expected at least 2 vectors in each set, found %d and %d"
              .formatted(a.count(), b.count()));
    }
    double distance = -2 * traceOfRoot(covariance(a), covariance(b));
    for (int i = 0; i < a.dim(); i++) {
      double gap = a.mean(i) - b.mean(i);
      distance += gap * gap + a.covariance(i, i) + b.covariance(i, i);
    }
    return Math.max(distance, 0);
  }

  /**
   * tr((C1 C2)^(1/2)) from symmetric matrices only: C1 C2 has the eigenvalues of S C2 S with S the
   * root of C1, and these are real and not negative also where a covariance is singular.
   */
  private static double traceOfRoot(DMatrixRMaj first, DMatrixRMaj second) {
    int dim = first.numRows;
    var root = root(first);
    var half = new DMatrixRMaj(dim, dim);
    var product = new DMatrixRMaj(dim, dim);
    CommonOps_DDRM.mult(root, second, half);
    CommonOps_DDRM.mult(half, root, product);
    symmetrize(product);
    var eigen = decompose(product, false);
    double trace = 0;
    for (int i = 0; i < dim; i++) {
      trace += Math.sqrt(Math.max(eigen.getEigenvalue(i).getReal(), 0));
    }
    return trace;
  }

  private static DMatrixRMaj root(DMatrixRMaj symmetric) {
    int dim = symmetric.numRows;
    var eigen = decompose(symmetric, true);
    var scaled = new DMatrixRMaj(dim, dim); // columns: eigenvectors times the fourth root
    for (int k = 0; k < dim; k++) {
      double scale = Math.pow(Math.max(eigen.getEigenvalue(k).getReal(), 0), 0.25);
      var vector = eigen.getEigenVector(k);
      for (int i = 0; i < dim; i++) {
        scaled.set(i, k, scale * vector.get(i));
      }
    }
    var root = new DMatrixRMaj(dim, dim);
    CommonOps_DDRM.multTransB(scaled, scaled, root);
    return root;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      DMatrixRMaj symmetric, boolean vectors) {
    var eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
    if (!eigen.decompose(symmetric.copy())) {
      throw new ArithmeticException(
          "no eigenvalues found for a covariance of %d dimensions".formatted(symmetric.numRows));
    }
    return eigen;
  }

  private static DMatrixRMaj covariance(FeatureStatistics statistics) {
    int dim = statistics.dim();
    var covariance = new DMatrixRMaj(dim, dim);
    for (int i = 0; i < dim; i++) {
      for (int j = 0; j < dim; j++) {
        covariance.set(i, j, statistics.covariance(i, j));
      }
    }
    return covariance;
  }

  private static void symmetrize(DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (matrix.get(i, j) + matrix.get(j, i)) / 2;
        matrix.set(i, j, mean);
        matrix.set(j, i, mean);
      }
    }
  }
}
