package dev.jeton.kernels;

import java.util.Arrays;

/** What the parts of a transformer mean, in obvious loops. */
final class ScalarTransformerKernels {
  private ScalarTransformerKernels() {}

  static void product(
      float factor, float[] x, int xFrom, float[] y, int yFrom, float[] out, int outFrom, int n) {
    for (int i = 0; i < n; i++) {
      out[outFrom + i] = factor * x[xFrom + i] * y[yFrom + i];
    }
  }

  static void rotateHalves(float[] x, int from, float[] cos, float[] sin) {
    int pairs = cos.length;
    for (int i = from; i < from + pairs; i++) {
      float a = x[i];
      float b = x[i + pairs];
      x[i] = a * cos[i - from] - b * sin[i - from];
      x[i + pairs] = a * sin[i - from] + b * cos[i - from];
    }
  }

  static void scores(
      float[] q,
      int qFrom,
      int group,
      int dim,
      float[] keys,
      int keysFrom,
      int stride,
      int positions,
      float scale,
      float[] scores) {
    for (int p = 0; p < positions; p++) {
      for (int g = 0; g < group; g++) {
        float sum = 0;
        for (int d = 0; d < dim; d++) {
          sum = Math.fma(q[qFrom + g * dim + d], keys[keysFrom + p * stride + d], sum);
        }
        scores[g * positions + p] = scale * sum;
      }
    }
  }

  static void weightedSums(
      float[] weights,
      int group,
      float[] values,
      int valuesFrom,
      int stride,
      int positions,
      float[] out,
      int outFrom,
      int dim) {
    Arrays.fill(out, outFrom, outFrom + group * dim, 0);
    for (int p = 0; p < positions; p++) {
      for (int g = 0; g < group; g++) {
        float weight = weights[g * positions + p];
        for (int d = 0; d < dim; d++) {
          int to = outFrom + g * dim + d;
          out[to] = Math.fma(weight, values[valuesFrom + p * stride + d], out[to]);
        }
      }
    }
  }
}
