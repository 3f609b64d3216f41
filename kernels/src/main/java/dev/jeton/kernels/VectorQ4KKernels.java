package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/** A panel of Q4_K: sums of codes minus 8 as in {@link VectorQ4Kernels}, 8 times x added again. */
final class VectorQ4KKernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  private VectorQ4KKernels() {}

  /** sums += panel p times row i of x; even rows, then odd rows. */
  static void one(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int k = x.index(i, x.columns());
    int first = x.index(i, w.columns() / 32);
    for (int b = 0; b < w.blocks(); b++) {
      var d = VectorWeightKernels.ints(data, at);
      var dmin = VectorWeightKernels.ints(data, at + V);
      at += 2L * V;
      for (int u = 0; u < 8; u++, at += 9L * V, k += 32, first++) {
        var sum = VectorQ4Kernels.unit(data, at + V, x.codes(), k, x.offsets(), first);
        add(sum, VectorWeightKernels.ints(data, at), d, dmin, x, first, sums, 0);
      }
    }
  }

  /** sums += panel p times rows i to i + 3 of x. */
  static void four(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int[] codes = x.codes();
    int k = x.index(i, x.columns());
    int first = x.index(i, w.columns() / 32);
    for (int b = 0; b < w.blocks(); b++) {
      var d = VectorWeightKernels.ints(data, at);
      var dmin = VectorWeightKernels.ints(data, at + V);
      at += 2L * V;
      for (int u = 0; u < 8; u++, k += 128, first += 4) {
        var scales = VectorWeightKernels.ints(data, at);
        at += V;
        var s0 = VectorWeightKernels.twice(x.offsets(), first);
        var s1 = VectorWeightKernels.twice(x.offsets(), first + 1);
        var s2 = VectorWeightKernels.twice(x.offsets(), first + 2);
        var s3 = VectorWeightKernels.twice(x.offsets(), first + 3);
        for (int j = 0; j < 8; j++) {
          var v = VectorWeightKernels.ints(data, at + (long) j * V);
          int ix = k + 16 * j;
          var c0 = VectorQ4Kernels.nibble0(v);
          var c1 = VectorQ4Kernels.nibble1(v);
          var c2 = VectorQ4Kernels.nibble2(v);
          var c3 = VectorQ4Kernels.nibble3(v);
          s0 = VectorQ4Kernels.add(s0, c0, c1, c2, c3, codes, ix);
          s1 = VectorQ4Kernels.add(s1, c0, c1, c2, c3, codes, ix + 1);
          s2 = VectorQ4Kernels.add(s2, c0, c1, c2, c3, codes, ix + 2);
          s3 = VectorQ4Kernels.add(s3, c0, c1, c2, c3, codes, ix + 3);
        }
        at += 8L * V;
        add(s0, scales, d, dmin, x, first, sums, 0);
        add(s1, scales, d, dmin, x, first + 1, sums, LANES);
        add(s2, scales, d, dmin, x, first + 2, sums, 2 * LANES);
        add(s3, scales, d, dmin, x, first + 3, sums, 3 * LANES);
      }
    }
  }

  /** The scales of even rows lie in the low two bytes of an int: s, then m. */
  private static void add(
      ShortVector sum,
      IntVector scales,
      IntVector d,
      IntVector dmin,
      QuantizedActivations x,
      int at,
      float[] sums,
      int to) {
    float scale = x.scales()[at];
    float minus = x.sums()[at];
    int eight = -(short) x.offsets()[at];
    var pairs = sum.reinterpretAsInts();
    var s = VectorWeightKernels.floats(scales.and(0xFF));
    var m = VectorWeightKernels.floats(scales.lanewise(VectorOperators.LSHR, 8).and(0xFF));
    add(
        VectorWeightKernels.even(pairs).add(eight),
        VectorWeightKernels.evenHalf(d).mul(s).mul(scale),
        VectorWeightKernels.evenHalf(dmin).mul(m),
        minus,
        sums,
        to);
    s = VectorWeightKernels.floats(scales.lanewise(VectorOperators.LSHR, 16).and(0xFF));
    m = VectorWeightKernels.floats(scales.lanewise(VectorOperators.LSHR, 24));
    add(
        VectorWeightKernels.odd(pairs).add(eight),
        VectorWeightKernels.oddHalf(d).mul(s).mul(scale),
        VectorWeightKernels.oddHalf(dmin).mul(m),
        minus,
        sums,
        to + HALF);
  }

  private static void add(
      IntVector sum, FloatVector scale, FloatVector min, float minus, float[] sums, int at) {
    var total = FloatVector.fromArray(VectorWeightKernels.F, sums, at);
    total = VectorWeightKernels.floats(sum).fma(scale, total);
    var factor = FloatVector.broadcast(VectorWeightKernels.F, minus);
    min.fma(factor, total).intoArray(sums, at);
  }
}
