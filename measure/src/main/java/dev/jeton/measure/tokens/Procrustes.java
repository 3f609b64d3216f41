package dev.jeton.measure.tokens;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The orthogonal map that lays one set of points best onto another (Schönemann 1966; Gower 1975).
 * Both are moved to mean 0 and scaled to Frobenius norm 1 first; with A = U Σ Vᵀ of XᵀY the map is
 * U Vᵀ, reflections included.
 *
 * @param disparity squared distance left after the best map and scale, 1 − (Σ σ)²: 0 for the same
 *     shape, 1 for nothing in common. SciPy's {@code procrustes} gives the same number. It grows
 *     with the points and falls with the dimensions; compare it only between equal sizes, and with
 *     a control.
 * @param first {@code [n][dim]} after centring, scaling and the map
 * @param second {@code [n][dim]} after centring and scaling
 */
public record Procrustes(double disparity, double[] first, double[] second) {

  /**
   * Aligns point i of the one with point i of the other.
   *
   * @param first {@code [n][dim]}
   * @param second {@code [n][dim]}
   * @throws IllegalArgumentException if sizes differ, or all points of one side coincide
   */
  public static Procrustes align(double[] first, double[] second, int dim) {
    if (dim < 1 || first.length != second.length || first.length % dim != 0) {
      throw new IllegalArgumentException(
          "expected as many points of %d numbers on both sides, found %d and %d numbers"
              .formatted(dim, first.length, second.length));
    }
    var x = normalised(first, dim);
    var y = normalised(second, dim);
    var product = new DMatrixRMaj(dim, dim);
    CommonOps_DDRM.multTransA(x, y, product);
    var svd = DecompositionFactory_DDRM.svd(dim, dim, true, true, true);
    if (!svd.decompose(product)) {
      throw new ArithmeticException("singular values diverged");
    }
    double sum = 0;
    for (int i = 0; i < dim; i++) {
      sum += svd.getSingularValues()[i];
    }
    var map = new DMatrixRMaj(dim, dim);
    CommonOps_DDRM.multTransB(svd.getU(null, false), svd.getV(null, false), map);
    var mapped = new DMatrixRMaj(x.numRows, dim);
    CommonOps_DDRM.mult(x, map, mapped);
    return new Procrustes(Math.max(0, 1 - sum * sum), mapped.data, y.data);
  }

  private static DMatrixRMaj normalised(double[] points, int dim) {
    int n = points.length / dim;
    var matrix = new DMatrixRMaj(n, dim);
    for (int d = 0; d < dim; d++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += points[i * dim + d] / n;
      }
      for (int i = 0; i < n; i++) {
        matrix.set(i, d, points[i * dim + d] - mean);
      }
    }
    double norm = NormOps_DDRM.normF(matrix);
    if (!(norm > 0)) {
      throw new IllegalArgumentException(
          "expected points that differ, found %d alike".formatted(n));
    }
    CommonOps_DDRM.scale(1 / norm, matrix);
    return matrix;
  }

  /**
   * The directed Hausdorff distance from the first points to the second after alignment, whichever
   * point corresponds to which: the largest distance of a first point to its nearest second.
   */
  public double hausdorff(int dim) {
    double largest = 0;
    for (int i = 0; i < first.length; i += dim) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < second.length; j += dim) {
        double square = 0;
        for (int d = 0; d < dim; d++) {
          double gap = first[i + d] - second[j + d];
          square += gap * gap;
        }
        nearest = Math.min(nearest, square);
      }
      largest = Math.max(largest, nearest);
    }
    return Math.sqrt(largest);
  }
}
