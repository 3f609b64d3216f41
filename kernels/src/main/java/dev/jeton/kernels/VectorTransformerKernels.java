package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The parts of a transformer. Sums run in lanes, so their last bits depend on the vector width. */
final class VectorTransformerKernels {
  private static final VectorSpecies<Float> F = VectorWeightKernels.F;
  private static final int L = F.length();

  private VectorTransformerKernels() {}

  static void product(
      float factor, float[] x, int xFrom, float[] y, int yFrom, float[] out, int outFrom, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector.fromArray(F, x, xFrom + i)
          .mul(factor)
          .mul(FloatVector.fromArray(F, y, yFrom + i))
          .intoArray(out, outFrom + i);
    }
    for (; i < n; i++) {
      out[outFrom + i] = factor * x[xFrom + i] * y[yFrom + i];
    }
  }

  static void rotateHalves(float[] x, int from, float[] cos, float[] sin) {
    int pairs = cos.length;
    int i = 0;
    for (; i <= pairs - L; i += L) {
      var a = FloatVector.fromArray(F, x, from + i);
      var b = FloatVector.fromArray(F, x, from + pairs + i);
      var c = FloatVector.fromArray(F, cos, i);
      var s = FloatVector.fromArray(F, sin, i);
      a.mul(c).sub(b.mul(s)).intoArray(x, from + i);
      a.mul(s).add(b.mul(c)).intoArray(x, from + pairs + i);
    }
    for (; i < pairs; i++) {
      float a = x[from + i];
      float b = x[from + pairs + i];
      x[from + i] = a * cos[i] - b * sin[i];
      x[from + pairs + i] = a * sin[i] + b * cos[i];
    }
  }

  /** As the twin; two heads at a time share a key. */
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
      int key = keysFrom + p * stride;
      int g = 0;
      for (; g < group - 1; g += 2) {
        two(q, qFrom + g * dim, dim, keys, key, scale, scores, g * positions + p, positions);
      }
      if (g < group) {
        scores[g * positions + p] =
            scale * VectorReductionKernels.dot(q, qFrom + g * dim, keys, key, dim);
      }
    }
  }

  private static void two(
      float[] q,
      int qFrom,
      int dim,
      float[] keys,
      int key,
      float scale,
      float[] scores,
      int to,
      int step) {
    var a = FloatVector.zero(F);
    var b = a;
    int d = 0;
    for (; d <= dim - L; d += L) {
      var k = FloatVector.fromArray(F, keys, key + d);
      a = k.fma(FloatVector.fromArray(F, q, qFrom + d), a);
      b = k.fma(FloatVector.fromArray(F, q, qFrom + dim + d), b);
    }
    float first = VectorSumKernels.sum(a);
    float second = VectorSumKernels.sum(b);
    for (; d < dim; d++) {
      first = Math.fma(q[qFrom + d], keys[key + d], first);
      second = Math.fma(q[qFrom + dim + d], keys[key + d], second);
    }
    scores[to] = scale * first;
    scores[to + step] = scale * second;
  }

  /** As the twin, to the bit: lanes run over the dimensions. */
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
    int whole = dim / (2 * L) * 2 * L;
    for (int g = 0; g < group; g++) {
      for (int d = 0; d < whole; d += 2 * L) {
        var a = FloatVector.zero(F);
        var b = a;
        int at = valuesFrom + d;
        for (int p = 0; p < positions; p++, at += stride) {
          var weight = FloatVector.broadcast(F, weights[g * positions + p]);
          a = weight.fma(FloatVector.fromArray(F, values, at), a);
          b = weight.fma(FloatVector.fromArray(F, values, at + L), b);
        }
        a.intoArray(out, outFrom + g * dim + d);
        b.intoArray(out, outFrom + g * dim + d + L);
      }
      for (int d = whole; d < dim; d++) {
        float sum = 0;
        for (int p = 0; p < positions; p++) {
          sum = Math.fma(weights[g * positions + p], values[valuesFrom + p * stride + d], sum);
        }
        out[outFrom + g * dim + d] = sum;
      }
    }
  }
}
