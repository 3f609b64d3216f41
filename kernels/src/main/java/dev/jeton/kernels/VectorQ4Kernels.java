package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A panel of Q4_0. The sum of 32 products of a code in [-8, 7] fits in 16 bits: 32 * 8 * 127 =
 * 32512. Codes are stored plus 8, which makes it overflow on the way; the sum starts from -8 times
 * the sum of x and is exact modulo 2^16.
 */
final class VectorQ4Kernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  private VectorQ4Kernels() {}

  /** sums += panel p times row i of x; even rows, then odd rows. */
  static void one(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int[] codes = x.codes();
    int[] offsets = x.offsets();
    float[] scales = x.scales();
    int k = x.index(i, x.columns());
    int first = x.index(i, w.blocks());
    var even = FloatVector.fromArray(VectorWeightKernels.F, sums, 0);
    var odd = FloatVector.fromArray(VectorWeightKernels.F, sums, HALF);
    for (int b = 0; b < w.blocks(); b++, k += 32, first++) {
      var d = VectorWeightKernels.ints(data, at);
      var sum = unit(data, at + V, codes, k, offsets, first).reinterpretAsInts();
      at += 9L * V;
      even =
          VectorWeightKernels.floats(VectorWeightKernels.even(sum))
              .fma(VectorWeightKernels.evenHalf(d).mul(scales[first]), even);
      odd =
          VectorWeightKernels.floats(VectorWeightKernels.odd(sum))
              .fma(VectorWeightKernels.oddHalf(d).mul(scales[first]), odd);
    }
    even.intoArray(sums, 0);
    odd.intoArray(sums, HALF);
  }

  /** Sums of 32 products of codes minus 8. */
  static ShortVector unit(MemorySegment data, long at, int[] codes, int k, int[] offsets, int b) {
    var s0 = VectorWeightKernels.twice(offsets, b);
    var s1 = ShortVector.zero(VectorWeightKernels.S);
    for (int j = 0; j < 8; j++, k += 4) {
      var w = VectorWeightKernels.ints(data, at + (long) j * V);
      s0 = s0.add(nibble0(w).mul(VectorWeightKernels.twice(codes, k)));
      s1 = s1.add(nibble1(w).mul(VectorWeightKernels.twice(codes, k + 1)));
      s0 = s0.add(nibble2(w).mul(VectorWeightKernels.twice(codes, k + 2)));
      s1 = s1.add(nibble3(w).mul(VectorWeightKernels.twice(codes, k + 3)));
    }
    return s0.add(s1);
  }

  static ShortVector nibble0(IntVector w) {
    return w.and(0xF000F).reinterpretAsShorts();
  }

  static ShortVector nibble1(IntVector w) {
    return w.lanewise(VectorOperators.LSHR, 4).and(0xF000F).reinterpretAsShorts();
  }

  static ShortVector nibble2(IntVector w) {
    return w.lanewise(VectorOperators.LSHR, 8).and(0xF000F).reinterpretAsShorts();
  }

  static ShortVector nibble3(IntVector w) {
    return w.lanewise(VectorOperators.LSHR, 12).and(0xF000F).reinterpretAsShorts();
  }

  /** sums += panel p times rows i to i + 3 of x. */
  static void four(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int[] codes = x.codes();
    int k = x.index(i, x.columns());
    int first = x.index(i, w.blocks());
    for (int b = 0; b < w.blocks(); b++, k += 128, first += 4) {
      var d = VectorWeightKernels.ints(data, at);
      at += V;
      var s0 = VectorWeightKernels.twice(x.offsets(), first);
      var s1 = VectorWeightKernels.twice(x.offsets(), first + 1);
      var s2 = VectorWeightKernels.twice(x.offsets(), first + 2);
      var s3 = VectorWeightKernels.twice(x.offsets(), first + 3);
      for (int j = 0; j < 8; j++) {
        var v = VectorWeightKernels.ints(data, at + (long) j * V);
        int ix = k + 16 * j;
        var c0 = nibble0(v);
        var c1 = nibble1(v);
        var c2 = nibble2(v);
        var c3 = nibble3(v);
        s0 = add(s0, c0, c1, c2, c3, codes, ix);
        s1 = add(s1, c0, c1, c2, c3, codes, ix + 1);
        s2 = add(s2, c0, c1, c2, c3, codes, ix + 2);
        s3 = add(s3, c0, c1, c2, c3, codes, ix + 3);
      }
      at += 8L * V;
      var de = VectorWeightKernels.evenHalf(d);
      var dodd = VectorWeightKernels.oddHalf(d);
      add(s0.reinterpretAsInts(), de, dodd, x.scales()[first], sums, 0);
      add(s1.reinterpretAsInts(), de, dodd, x.scales()[first + 1], sums, LANES);
      add(s2.reinterpretAsInts(), de, dodd, x.scales()[first + 2], sums, 2 * LANES);
      add(s3.reinterpretAsInts(), de, dodd, x.scales()[first + 3], sums, 3 * LANES);
    }
  }

  /** sum plus the products of 4 neighbouring numbers. */
  static ShortVector add(
      ShortVector sum,
      ShortVector c0,
      ShortVector c1,
      ShortVector c2,
      ShortVector c3,
      int[] codes,
      int at) {
    return sum.add(c0.mul(VectorWeightKernels.twice(codes, at)))
        .add(c1.mul(VectorWeightKernels.twice(codes, at + 4)))
        .add(c2.mul(VectorWeightKernels.twice(codes, at + 8)))
        .add(c3.mul(VectorWeightKernels.twice(codes, at + 12)));
  }

  private static void add(
      IntVector sum, FloatVector even, FloatVector odd, float scale, float[] sums, int at) {
    VectorWeightKernels.floats(VectorWeightKernels.even(sum))
        .fma(even.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at))
        .intoArray(sums, at);
    VectorWeightKernels.floats(VectorWeightKernels.odd(sum))
        .fma(odd.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at + HALF))
        .intoArray(sums, at + HALF);
  }
}
