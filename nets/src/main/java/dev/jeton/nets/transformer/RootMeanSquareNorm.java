package dev.jeton.nets.transformer;

import dev.jeton.kernels.Kernels;

/** x · gain / √(mean of x² + 1e-5): Zhang and Sennrich, arXiv:1910.07467, equation 4. */
record RootMeanSquareNorm(float[] gain) {
  private static final float EPSILON = 1e-5f;

  /**
   * Norms {@code rows} rows.
   *
   * @param x {@code [rows][dim]}
   * @param y written, {@code [rows][dim]}; may be {@code x}
   */
  void apply(float[] x, int rows, float[] y) {
    int dim = gain.length;
    for (int from = 0; from < rows * dim; from += dim) {
      float squares = Kernels.sumOfSquares(x, from, from + dim);
      float scale = (float) (1 / Math.sqrt(squares / dim + EPSILON));
      for (int i = 0; i < dim; i++) {
        y[from + i] = x[from + i] * scale * gain[i];
      }
    }
  }
}
