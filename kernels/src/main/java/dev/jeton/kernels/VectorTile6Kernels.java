package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of 6 rows: 12 sums, for 16 vector registers and for the last rows.
 *
 * <p>Every method computes {@code out = init + a x b} for a tile whose sums stay in registers: row
 * r of a is the {@code k} numbers from {@code a[rows[row + r] + shift]} on, b is a panel from
 * {@code ib} on, row r of the result is {@code out[outFrom + r * outStride]}, started from {@code
 * init[initFrom + r * initStride]}.
 */
final class VectorTile6Kernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  private VectorTile6Kernels() {}

  /** 6 rows by two vectors. */
  static void wide(
      float[] a,
      int[] rows,
      int row,
      int shift,
      float[] b,
      int ib,
      int k,
      float[] init,
      int initFrom,
      int initStride,
      float[] out,
      int outFrom,
      int outStride) {
    int a0 = rows[row] + shift;
    int a1 = rows[row + 1] + shift;
    int a2 = rows[row + 2] + shift;
    int a3 = rows[row + 3] + shift;
    int a4 = rows[row + 4] + shift;
    int a5 = rows[row + 5] + shift;
    var c0a = FloatVector.fromArray(F, init, initFrom);
    var c0b = FloatVector.fromArray(F, init, initFrom + L);
    var c1a = FloatVector.fromArray(F, init, initFrom + initStride);
    var c1b = FloatVector.fromArray(F, init, initFrom + initStride + L);
    var c2a = FloatVector.fromArray(F, init, initFrom + 2 * initStride);
    var c2b = FloatVector.fromArray(F, init, initFrom + 2 * initStride + L);
    var c3a = FloatVector.fromArray(F, init, initFrom + 3 * initStride);
    var c3b = FloatVector.fromArray(F, init, initFrom + 3 * initStride + L);
    var c4a = FloatVector.fromArray(F, init, initFrom + 4 * initStride);
    var c4b = FloatVector.fromArray(F, init, initFrom + 4 * initStride + L);
    var c5a = FloatVector.fromArray(F, init, initFrom + 5 * initStride);
    var c5b = FloatVector.fromArray(F, init, initFrom + 5 * initStride + L);
    for (int i = 0; i < k; i++) {
      var b0 = FloatVector.fromArray(F, b, ib);
      var b1 = FloatVector.fromArray(F, b, ib + L);
      var x0 = FloatVector.broadcast(F, a[a0 + i]);
      c0a = x0.fma(b0, c0a);
      c0b = x0.fma(b1, c0b);
      var x1 = FloatVector.broadcast(F, a[a1 + i]);
      c1a = x1.fma(b0, c1a);
      c1b = x1.fma(b1, c1b);
      var x2 = FloatVector.broadcast(F, a[a2 + i]);
      c2a = x2.fma(b0, c2a);
      c2b = x2.fma(b1, c2b);
      var x3 = FloatVector.broadcast(F, a[a3 + i]);
      c3a = x3.fma(b0, c3a);
      c3b = x3.fma(b1, c3b);
      var x4 = FloatVector.broadcast(F, a[a4 + i]);
      c4a = x4.fma(b0, c4a);
      c4b = x4.fma(b1, c4b);
      var x5 = FloatVector.broadcast(F, a[a5 + i]);
      c5a = x5.fma(b0, c5a);
      c5b = x5.fma(b1, c5b);
      ib += 2 * L;
    }
    c0a.intoArray(out, outFrom);
    c0b.intoArray(out, outFrom + L);
    c1a.intoArray(out, outFrom + outStride);
    c1b.intoArray(out, outFrom + outStride + L);
    c2a.intoArray(out, outFrom + 2 * outStride);
    c2b.intoArray(out, outFrom + 2 * outStride + L);
    c3a.intoArray(out, outFrom + 3 * outStride);
    c3b.intoArray(out, outFrom + 3 * outStride + L);
    c4a.intoArray(out, outFrom + 4 * outStride);
    c4b.intoArray(out, outFrom + 4 * outStride + L);
    c5a.intoArray(out, outFrom + 5 * outStride);
    c5b.intoArray(out, outFrom + 5 * outStride + L);
  }

  /** 6 rows by one vector. */
  static void narrow(
      float[] a,
      int[] rows,
      int row,
      int shift,
      float[] b,
      int ib,
      int k,
      float[] init,
      int initFrom,
      int initStride,
      float[] out,
      int outFrom,
      int outStride) {
    int a0 = rows[row] + shift;
    int a1 = rows[row + 1] + shift;
    int a2 = rows[row + 2] + shift;
    int a3 = rows[row + 3] + shift;
    int a4 = rows[row + 4] + shift;
    int a5 = rows[row + 5] + shift;
    var c0a = FloatVector.fromArray(F, init, initFrom);
    var c1a = FloatVector.fromArray(F, init, initFrom + initStride);
    var c2a = FloatVector.fromArray(F, init, initFrom + 2 * initStride);
    var c3a = FloatVector.fromArray(F, init, initFrom + 3 * initStride);
    var c4a = FloatVector.fromArray(F, init, initFrom + 4 * initStride);
    var c5a = FloatVector.fromArray(F, init, initFrom + 5 * initStride);
    for (int i = 0; i < k; i++) {
      var b0 = FloatVector.fromArray(F, b, ib);
      var x0 = FloatVector.broadcast(F, a[a0 + i]);
      c0a = x0.fma(b0, c0a);
      var x1 = FloatVector.broadcast(F, a[a1 + i]);
      c1a = x1.fma(b0, c1a);
      var x2 = FloatVector.broadcast(F, a[a2 + i]);
      c2a = x2.fma(b0, c2a);
      var x3 = FloatVector.broadcast(F, a[a3 + i]);
      c3a = x3.fma(b0, c3a);
      var x4 = FloatVector.broadcast(F, a[a4 + i]);
      c4a = x4.fma(b0, c4a);
      var x5 = FloatVector.broadcast(F, a[a5 + i]);
      c5a = x5.fma(b0, c5a);
      ib += L;
    }
    c0a.intoArray(out, outFrom);
    c1a.intoArray(out, outFrom + outStride);
    c2a.intoArray(out, outFrom + 2 * outStride);
    c3a.intoArray(out, outFrom + 3 * outStride);
    c4a.intoArray(out, outFrom + 4 * outStride);
    c5a.intoArray(out, outFrom + 5 * outStride);
  }
}
