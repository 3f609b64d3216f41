package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows of weights, decoded, times a few vectors: every number that is loaded is used several
 * times. Lanes run along the rows.
 */
final class VectorProductKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  private VectorProductKernels() {}

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
    int whole = depth / L * L;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      four(
          w,
          depth,
          whole,
          x,
          xFrom + i * xStride,
          xStride,
          out,
          outFrom + i * outStride,
          outStride);
    }
    for (; i + 1 < n; i += 2) {
      two(
          w,
          depth,
          whole,
          x,
          xFrom + i * xStride,
          xStride,
          out,
          outFrom + i * outStride,
          outStride);
    }
    if (i < n) {
      one(w, depth, whole, x, xFrom + i * xStride, out, outFrom + i * outStride);
    }
    for (i = 0; whole < depth && i < n; i++) {
      for (int r = 0; r < 4; r++) {
        float sum = 0;
        for (int k = whole; k < depth; k++) {
          sum = Math.fma(w[r * depth + k], x[xFrom + i * xStride + k], sum);
        }
        out[outFrom + i * outStride + r] += sum;
      }
    }
  }

  private static FloatVector at(float[] values, int at) {
    return FloatVector.fromArray(F, values, at);
  }

  // In no set order: sixteen sums of a set order are more than the compiler inlines, 10 times
  // slower.
  private static float sum(FloatVector lanes) {
    return lanes.reduceLanes(VectorOperators.ADD);
  }

  private static void four(
      float[] w, int depth, int whole, float[] x, int x0, int step, float[] out, int to, int next) {
    var a0 = FloatVector.zero(F);
    var a1 = a0;
    var a2 = a0;
    var a3 = a0;
    var b0 = a0;
    var b1 = a0;
    var b2 = a0;
    var b3 = a0;
    var c0 = a0;
    var c1 = a0;
    var c2 = a0;
    var c3 = a0;
    var d0 = a0;
    var d1 = a0;
    var d2 = a0;
    var d3 = a0;
    for (int k = 0; k < whole; k += L) {
      var p = at(w, k);
      var q = at(w, k + depth);
      var r = at(w, k + 2 * depth);
      var s = at(w, k + 3 * depth);
      var v = at(x, x0 + k);
      a0 = p.fma(v, a0);
      a1 = q.fma(v, a1);
      a2 = r.fma(v, a2);
      a3 = s.fma(v, a3);
      v = at(x, x0 + step + k);
      b0 = p.fma(v, b0);
      b1 = q.fma(v, b1);
      b2 = r.fma(v, b2);
      b3 = s.fma(v, b3);
      v = at(x, x0 + 2 * step + k);
      c0 = p.fma(v, c0);
      c1 = q.fma(v, c1);
      c2 = r.fma(v, c2);
      c3 = s.fma(v, c3);
      v = at(x, x0 + 3 * step + k);
      d0 = p.fma(v, d0);
      d1 = q.fma(v, d1);
      d2 = r.fma(v, d2);
      d3 = s.fma(v, d3);
    }
    add(out, to, a0, a1, a2, a3);
    add(out, to + next, b0, b1, b2, b3);
    add(out, to + 2 * next, c0, c1, c2, c3);
    add(out, to + 3 * next, d0, d1, d2, d3);
  }

  private static void add(
      float[] out, int to, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    out[to] += sum(a);
    out[to + 1] += sum(b);
    out[to + 2] += sum(c);
    out[to + 3] += sum(d);
  }

  private static void two(
      float[] w, int depth, int whole, float[] x, int x0, int step, float[] out, int to, int next) {
    var a0 = FloatVector.zero(F);
    var a1 = a0;
    var a2 = a0;
    var a3 = a0;
    var b0 = a0;
    var b1 = a0;
    var b2 = a0;
    var b3 = a0;
    for (int k = 0; k < whole; k += L) {
      var p = at(w, k);
      var q = at(w, k + depth);
      var r = at(w, k + 2 * depth);
      var s = at(w, k + 3 * depth);
      var v = at(x, x0 + k);
      a0 = p.fma(v, a0);
      a1 = q.fma(v, a1);
      a2 = r.fma(v, a2);
      a3 = s.fma(v, a3);
      v = at(x, x0 + step + k);
      b0 = p.fma(v, b0);
      b1 = q.fma(v, b1);
      b2 = r.fma(v, b2);
      b3 = s.fma(v, b3);
    }
    add(out, to, a0, a1, a2, a3);
    add(out, to + next, b0, b1, b2, b3);
  }

  private static void one(float[] w, int depth, int whole, float[] x, int x0, float[] out, int to) {
    var a = FloatVector.zero(F);
    var b = a;
    var c = a;
    var d = a;
    for (int k = 0; k < whole; k += L) {
      var v = at(x, x0 + k);
      a = at(w, k).fma(v, a);
      b = at(w, k + depth).fma(v, b);
      c = at(w, k + 2 * depth).fma(v, c);
      d = at(w, k + 3 * depth).fma(v, d);
    }
    add(out, to, a, b, c, d);
  }
}
