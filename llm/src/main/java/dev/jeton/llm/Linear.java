package dev.jeton.llm;

import org.jspecify.annotations.Nullable;

/**
 * {@code y = W x + b}.
 *
 * @param bias {@code [rows]}, or none
 */
record Linear(WeightMatrix matrix, float @Nullable [] bias) {

  int rows() {
    return matrix.rows();
  }

  /** As {@link WeightMatrix#multiply}, with the bias. */
  void apply(float[] x, int n, float[] out) {
    matrix.multiply(x, n, out);
    if (bias != null) {
      for (int i = 0; i < n; i++) {
        for (int r = 0; r < bias.length; r++) {
          out[i * bias.length + r] += bias[r];
        }
      }
    }
  }
}
