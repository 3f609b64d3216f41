package dev.jeton.measure;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * A function made of cubics.
 *
 * @param knots ascending, {@code [pieces + 1]}
 * @param coefficients {@code [pieces][4]}: of powers 0..3 of the distance from the piece's left
 *     knot
 */
record PiecewiseCubic(double[] knots, double[][] coefficients) {
  private static final int TERMS = 4;
  private static final double FLAT = 1e-9;

  double start() {
    return knots[0];
  }

  double end() {
    return knots[knots.length - 1];
  }

  /** The integral over {@code low..high}, which lie within the knots. */
  double integral(double low, double high) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      double from = Math.max(low, knots[i]);
      double to = Math.min(high, knots[i + 1]);
      if (from < to) {
        sum += primitive(i, to - knots[i]) - primitive(i, from - knots[i]);
      }
    }
    return sum;
  }

  private double primitive(int piece, double t) {
    double[] c = coefficients[piece];
    return t * (c[0] + t * (c[1] / 2 + t * (c[2] / 3 + t * c[3] / 4)));
  }

  /** The one cubic nearest to all points; {@code x} ascends, four points at least. */
  static PiecewiseCubic leastSquares(double[] x, double[] y) {
    int n = x.length;
    double span = x[n - 1] - x[0];
    var powers = new DMatrixRMaj(n, TERMS);
    for (int i = 0; i < n; i++) {
      double t = (x[i] - x[0]) / span;
      for (int k = 0; k < TERMS; k++) {
        powers.set(i, k, Math.pow(t, k));
      }
    }
    var solver = LinearSolverFactory_DDRM.qr(n, TERMS);
    var solution = new DMatrixRMaj(TERMS, 1);
    if (!solver.setA(powers)) {
      throw new IllegalArgumentException("these points determine no cubic");
    }
    solver.solve(DMatrixRMaj.wrap(n, 1, y.clone()), solution);
    var coefficients = new double[TERMS];
    for (int k = 0; k < TERMS; k++) {
      coefficients[k] = solution.get(k) / Math.pow(span, k);
    }
    return new PiecewiseCubic(new double[] {x[0], x[n - 1]}, new double[][] {coefficients});
  }

  /** Akima's interpolation; {@code x} ascends. */
  static PiecewiseCubic akima(double[] x, double[] y) {
    int n = x.length;
    double[] slopes = akimaSlopes(x, y);
    var coefficients = new double[n - 1][];
    for (int i = 0; i < n - 1; i++) {
      double width = x[i + 1] - x[i];
      double secant = (y[i + 1] - y[i]) / width;
      coefficients[i] =
          new double[] {
            y[i],
            slopes[i],
            (3 * secant - 2 * slopes[i] - slopes[i + 1]) / width,
            (slopes[i] + slopes[i + 1] - 2 * secant) / (width * width)
          };
    }
    return new PiecewiseCubic(x.clone(), coefficients);
  }

  /**
   * Slope at each point: mean of the secants beside it, weighted by how straight the other side is.
   */
  private static double[] akimaSlopes(double[] x, double[] y) {
    int n = x.length;
    var secants = new double[n + 3]; // two further ones on either side, continued linearly
    for (int i = 0; i < n - 1; i++) {
      secants[i + 2] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    }
    secants[1] = 2 * secants[2] - secants[3];
    secants[0] = 2 * secants[1] - secants[2];
    secants[n + 1] = 2 * secants[n] - secants[n - 1];
    secants[n + 2] = 2 * secants[n + 1] - secants[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, bend(secants, i) + bend(secants, i + 2));
    }
    var slopes = new double[n];
    for (int i = 0; i < n; i++) {
      double left = bend(secants, i);
      double right = bend(secants, i + 2);
      slopes[i] =
          left + right > FLAT * largest
              ? (right * secants[i + 1] + left * secants[i + 2]) / (left + right)
              : (secants[i] + secants[i + 3]) / 2;
    }
    return slopes;
  }

  private static double bend(double[] secants, int i) {
    return Math.abs(secants[i + 1] - secants[i]);
  }
}
