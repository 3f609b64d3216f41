package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Norms of rows: {@code (x − mean) / sqrt(var + ε) · weight + bias}, or without the mean where not
 * centred.
 *
 * @param weight {@code [dim]}
 * @param bias {@code [dim]}, or none
 */
record Norm(float[] weight, float @Nullable [] bias, boolean centred, float epsilon) {

  /** {@code out = norm(x)} for {@code n} rows; both may be the same array. */
  void apply(float[] x, int n, float[] out) {
    int dim = weight.length;
    for (int i = 0; i < n; i++) {
      int from = i * dim;
      float mean = centred ? Kernels.sum(x, from, from + dim) / dim : 0;
      for (int d = 0; centred && d < dim; d++) {
        out[from + d] = x[from + d] - mean;
      }
      float[] shifted = centred ? out : x;
      double square = Kernels.sumOfSquares(shifted, from, from + dim) / dim;
      float factor = (float) (1 / Math.sqrt(square + epsilon));
      for (int d = 0; d < dim; d++) {
        float value = shifted[from + d] * factor * weight[d];
        out[from + d] = bias == null ? value : value + bias[d];
      }
    }
  }
}
