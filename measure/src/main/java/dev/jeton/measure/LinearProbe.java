package dev.jeton.measure;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * How well classes can be told from feature vectors by one linear map: ridge regression on the
 * classes as unit vectors, with a constant feature beside the given ones (Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, section 4.2). Deterministic.
 */
public final class LinearProbe {
  private final int dim;
  private final int classes;
  private final DMatrixRMaj weights; // [dim + 1, classes]

  private LinearProbe(int dim, int classes, DMatrixRMaj weights) {
    this.dim = dim;
    this.classes = classes;
    this.weights = weights;
  }

  /**
   * The map of least squared error.
   *
   * @param features {@code [n][dim]}
   * @param labels {@code [n]}, each in 0..classes - 1
   * @param ridge added to the diagonal, as a share of its mean; above 0
   */
  public static LinearProbe fit(
      float[] features, int dim, int[] labels, int classes, double ridge) {
    int n = labels.length;
    if (n == 0 || features.length != n * dim) {
      throw new IllegalArgumentException(
          "expected %d features of each of %d vectors, found %d values"
              .formatted(dim, n, features.length));
    }
    var x = matrix(features, n, dim);
    var y = new DMatrixRMaj(n, classes);
    for (int i = 0; i < n; i++) {
      y.set(i, labels[i], 1);
    }
    var gram = new DMatrixRMaj(dim + 1, dim + 1);
    CommonOps_DDRM.multInner(x, gram);
    double added = ridge * CommonOps_DDRM.trace(gram) / (dim + 1);
    for (int d = 0; d <= dim; d++) {
      gram.add(d, d, added);
    }
    var right = new DMatrixRMaj(dim + 1, classes);
    CommonOps_DDRM.multTransA(x, y, right);
    var solver = LinearSolverFactory_DDRM.chol(dim + 1);
    if (!solver.setA(gram)) {
      throw new ArithmeticException("features and ridge are all zero");
    }
    var weights = new DMatrixRMaj(dim + 1, classes);
    solver.solve(right, weights);
    return new LinearProbe(dim, classes, weights);
  }

  /**
   * Share of vectors whose class gets the largest value.
   *
   * @param features {@code [n][dim]}
   * @param labels {@code [n]}
   */
  public double accuracy(float[] features, int[] labels) {
    var values = new DMatrixRMaj(labels.length, classes);
    CommonOps_DDRM.mult(matrix(features, labels.length, dim), weights, values);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = values.get(i, c) > values.get(i, best) ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private static DMatrixRMaj matrix(float[] features, int n, int dim) {
    var x = new DMatrixRMaj(n, dim + 1);
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dim; d++) {
        x.set(i, d, features[i * dim + d]);
      }
      x.set(i, dim, 1);
    }
    return x;
  }
}
