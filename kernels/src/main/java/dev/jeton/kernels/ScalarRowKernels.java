package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/** What weights where they lie mean, in obvious loops. */
final class ScalarRowKernels {
  private ScalarRowKernels() {}

  static float dot(WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n) {
    var values = new float[n];
    decode(type, w, at, n, values, 0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) values[i] * x[xFrom + i];
    }
    return (float) sum;
  }

  static void decode(WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom) {
    if (type.isFloat()) {
      for (int i = 0; i < n; i++) {
        out[outFrom + i] = WeightKernels.number(type, w, at + (long) i * type.blockBytes());
      }
      return;
    }
    var block = new WeightBlock(type);
    for (int i = 0; i < n; i += type.blockValues(), at += type.blockBytes()) {
      block.read(w, at);
      block.dequantize(out, outFrom + i);
    }
  }

  static void products(
      float[] w,
      int depth,
      float[] x,
      int xFrom,
      int xStride,
      int n,
      float[] out,
      int outFrom,
      int outStride) {
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < 4; r++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum = Math.fma(w[r * depth + k], x[xFrom + i * xStride + k], sum);
        }
        out[outFrom + i * outStride + r] += sum;
      }
    }
  }
}
