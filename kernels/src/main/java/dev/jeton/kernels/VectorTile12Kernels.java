package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of 12 rows: 24 sums, for processors with 32 vector registers.
 *
 * <p>Every method computes {@code out = init + a x b} for a tile whose sums stay in registers: row
 * r of a is the {@code k} numbers from {@code a[rows[row + r] + shift]} on, b is a panel from
 * {@code ib} on, row r of the result is {@code out[outFrom + r * outStride]}, started from {@code
 * init[initFrom + r * initStride]}.
 */
final class VectorTile12Kernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  private VectorTile12Kernels() {}

  /** 12 rows by two vectors. */
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
    int a6 = rows[row + 6] + shift;
    int a7 = rows[row + 7] + shift;
    int a8 = rows[row + 8] + shift;
    int a9 = rows[row + 9] + shift;
    int a10 = rows[row + 10] + shift;
    int a11 = rows[row + 11] + shift;
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
    var c6a = FloatVector.fromArray(F, init, initFrom + 6 * initStride);
    var c6b = FloatVector.fromArray(F, init, initFrom + 6 * initStride + L);
    var c7a = FloatVector.fromArray(F, init, initFrom + 7 * initStride);
    var c7b = FloatVector.fromArray(F, init, initFrom + 7 * initStride + L);
    var c8a = FloatVector.fromArray(F, init, initFrom + 8 * initStride);
    var c8b = FloatVector.fromArray(F, init, initFrom + 8 * initStride + L);
    var c9a = FloatVector.fromArray(F, init, initFrom + 9 * initStride);
    var c9b = FloatVector.fromArray(F, init, initFrom + 9 * initStride + L);
    var c10a = FloatVector.fromArray(F, init, initFrom + 10 * initStride);
    var c10b = FloatVector.fromArray(F, init, initFrom + 10 * initStride + L);
    var c11a = FloatVector.fromArray(F, init, initFrom + 11 * initStride);
    var c11b = FloatVector.fromArray(F, init, initFrom + 11 * initStride + L);
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
      var x6 = FloatVector.broadcast(F, a[a6 + i]);
      c6a = x6.fma(b0, c6a);
      c6b = x6.fma(b1, c6b);
      var x7 = FloatVector.broadcast(F, a[a7 + i]);
      c7a = x7.fma(b0, c7a);
      c7b = x7.fma(b1, c7b);
      var x8 = FloatVector.broadcast(F, a[a8 + i]);
      c8a = x8.fma(b0, c8a);
      c8b = x8.fma(b1, c8b);
      var x9 = FloatVector.broadcast(F, a[a9 + i]);
      c9a = x9.fma(b0, c9a);
      c9b = x9.fma(b1, c9b);
      var x10 = FloatVector.broadcast(F, a[a10 + i]);
      c10a = x10.fma(b0, c10a);
      c10b = x10.fma(b1, c10b);
      var x11 = FloatVector.broadcast(F, a[a11 + i]);
      c11a = x11.fma(b0, c11a);
      c11b = x11.fma(b1, c11b);
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
    c6a.intoArray(out, outFrom + 6 * outStride);
    c6b.intoArray(out, outFrom + 6 * outStride + L);
    c7a.intoArray(out, outFrom + 7 * outStride);
    c7b.intoArray(out, outFrom + 7 * outStride + L);
    c8a.intoArray(out, outFrom + 8 * outStride);
    c8b.intoArray(out, outFrom + 8 * outStride + L);
    c9a.intoArray(out, outFrom + 9 * outStride);
    c9b.intoArray(out, outFrom + 9 * outStride + L);
    c10a.intoArray(out, outFrom + 10 * outStride);
    c10b.intoArray(out, outFrom + 10 * outStride + L);
    c11a.intoArray(out, outFrom + 11 * outStride);
    c11b.intoArray(out, outFrom + 11 * outStride + L);
  }

  /** 12 rows by one vector. */
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
    int a6 = rows[row + 6] + shift;
    int a7 = rows[row + 7] + shift;
    int a8 = rows[row + 8] + shift;
    int a9 = rows[row + 9] + shift;
    int a10 = rows[row + 10] + shift;
    int a11 = rows[row + 11] + shift;
    var c0a = FloatVector.fromArray(F, init, initFrom);
    var c1a = FloatVector.fromArray(F, init, initFrom + initStride);
    var c2a = FloatVector.fromArray(F, init, initFrom + 2 * initStride);
    var c3a = FloatVector.fromArray(F, init, initFrom + 3 * initStride);
    var c4a = FloatVector.fromArray(F, init, initFrom + 4 * initStride);
    var c5a = FloatVector.fromArray(F, init, initFrom + 5 * initStride);
    var c6a = FloatVector.fromArray(F, init, initFrom + 6 * initStride);
    var c7a = FloatVector.fromArray(F, init, initFrom + 7 * initStride);
    var c8a = FloatVector.fromArray(F, init, initFrom + 8 * initStride);
    var c9a = FloatVector.fromArray(F, init, initFrom + 9 * initStride);
    var c10a = FloatVector.fromArray(F, init, initFrom + 10 * initStride);
    var c11a = FloatVector.fromArray(F, init, initFrom + 11 * initStride);
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
      var x6 = FloatVector.broadcast(F, a[a6 + i]);
      c6a = x6.fma(b0, c6a);
      var x7 = FloatVector.broadcast(F, a[a7 + i]);
      c7a = x7.fma(b0, c7a);
      var x8 = FloatVector.broadcast(F, a[a8 + i]);
      c8a = x8.fma(b0, c8a);
      var x9 = FloatVector.broadcast(F, a[a9 + i]);
      c9a = x9.fma(b0, c9a);
      var x10 = FloatVector.broadcast(F, a[a10 + i]);
      c10a = x10.fma(b0, c10a);
      var x11 = FloatVector.broadcast(F, a[a11 + i]);
      c11a = x11.fma(b0, c11a);
      ib += L;
    }
    c0a.intoArray(out, outFrom);
    c1a.intoArray(out, outFrom + outStride);
    c2a.intoArray(out, outFrom + 2 * outStride);
    c3a.intoArray(out, outFrom + 3 * outStride);
    c4a.intoArray(out, outFrom + 4 * outStride);
    c5a.intoArray(out, outFrom + 5 * outStride);
    c6a.intoArray(out, outFrom + 6 * outStride);
    c7a.intoArray(out, outFrom + 7 * outStride);
    c8a.intoArray(out, outFrom + 8 * outStride);
    c9a.intoArray(out, outFrom + 9 * outStride);
    c10a.intoArray(out, outFrom + 10 * outStride);
    c11a.intoArray(out, outFrom + 11 * outStride);
  }
}
