package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A panel of Q8_0. Two products fit in 16 bits: 2 * 128 * 127 = 32512. Their sum over a unit does
 * not, so it is kept modulo 2^16 and, coarsely, as the sum of the high bytes; what the high bytes
 * leave over is below 16 * 256 and therefore known from the remainder.
 */
final class VectorQ8Kernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  /** 8, but not to the compiler: it would load a constant count of 16-bit shifts every time. */
  private static final int[] BYTE = {8};

  private VectorQ8Kernels() {}

  /** sums += panel p times row i of x; even rows, then odd rows. */
  static void one(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int[] codes = x.codes();
    float[] scales = x.scales();
    int k = x.index(i, x.columns());
    int first = x.index(i, w.blocks());
    int shift = BYTE[0];
    var even = FloatVector.fromArray(VectorWeightKernels.F, sums, 0);
    var odd = FloatVector.fromArray(VectorWeightKernels.F, sums, HALF);
    for (int b = 0; b < w.blocks(); b++, k += 32) {
      var d = VectorWeightKernels.ints(data, at);
      at += V;
      var sum = ShortVector.zero(VectorWeightKernels.S);
      var high = sum;
      for (int j = 0; j < 16; j++) {
        var c0 = VectorWeightKernels.bytes(data, at + (long) j * V);
        var c1 = VectorWeightKernels.bytes(data, at + (long) j * V + LANES);
        var pair =
            c0.mul(VectorWeightKernels.twice(codes, k + 2 * j))
                .add(c1.mul(VectorWeightKernels.twice(codes, k + 2 * j + 1)));
        sum = sum.add(pair);
        high = high.add(pair.lanewise(VectorOperators.ASHR, shift));
      }
      at += 16L * V;
      float scale = scales[first + b];
      even =
          VectorWeightKernels.floats(even(sum, high, shift))
              .fma(VectorWeightKernels.evenHalf(d).mul(scale), even);
      odd =
          VectorWeightKernels.floats(odd(sum, high, shift))
              .fma(VectorWeightKernels.oddHalf(d).mul(scale), odd);
    }
    even.intoArray(sums, 0);
    odd.intoArray(sums, HALF);
  }

  /** sums += panel p times rows i to i + 3 of x. */
  static void four(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int[] codes = x.codes();
    int k = x.index(i, x.columns());
    int first = x.index(i, w.blocks());
    int shift = BYTE[0];
    for (int b = 0; b < w.blocks(); b++, k += 128, first += 4) {
      var d = VectorWeightKernels.ints(data, at);
      at += V;
      var s0 = ShortVector.zero(VectorWeightKernels.S);
      var s1 = s0;
      var s2 = s0;
      var s3 = s0;
      var h0 = s0;
      var h1 = s0;
      var h2 = s0;
      var h3 = s0;
      for (int j = 0; j < 16; j++) {
        var c0 = VectorWeightKernels.bytes(data, at + (long) j * V);
        var c1 = VectorWeightKernels.bytes(data, at + (long) j * V + LANES);
        int ix = k + 8 * j;
        var p0 = pair(c0, c1, codes, ix);
        s0 = s0.add(p0);
        h0 = h0.add(p0.lanewise(VectorOperators.ASHR, shift));
        var p1 = pair(c0, c1, codes, ix + 1);
        s1 = s1.add(p1);
        h1 = h1.add(p1.lanewise(VectorOperators.ASHR, shift));
        var p2 = pair(c0, c1, codes, ix + 2);
        s2 = s2.add(p2);
        h2 = h2.add(p2.lanewise(VectorOperators.ASHR, shift));
        var p3 = pair(c0, c1, codes, ix + 3);
        s3 = s3.add(p3);
        h3 = h3.add(p3.lanewise(VectorOperators.ASHR, shift));
      }
      at += 16L * V;
      var de = VectorWeightKernels.evenHalf(d);
      var dodd = VectorWeightKernels.oddHalf(d);
      add(s0, h0, shift, de, dodd, x.scales()[first], sums, 0);
      add(s1, h1, shift, de, dodd, x.scales()[first + 1], sums, LANES);
      add(s2, h2, shift, de, dodd, x.scales()[first + 2], sums, 2 * LANES);
      add(s3, h3, shift, de, dodd, x.scales()[first + 3], sums, 3 * LANES);
    }
  }

  private static ShortVector pair(ShortVector c0, ShortVector c1, int[] codes, int at) {
    return c0.mul(VectorWeightKernels.twice(codes, at))
        .add(c1.mul(VectorWeightKernels.twice(codes, at + 4)));
  }

  private static void add(
      ShortVector sum,
      ShortVector high,
      int shift,
      FloatVector even,
      FloatVector odd,
      float scale,
      float[] sums,
      int at) {
    VectorWeightKernels.floats(even(sum, high, shift))
        .fma(even.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at))
        .intoArray(sums, at);
    VectorWeightKernels.floats(odd(sum, high, shift))
        .fma(odd.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at + HALF))
        .intoArray(sums, at + HALF);
  }

  /** The whole sums of even rows. */
  private static IntVector even(ShortVector sum, ShortVector high, int shift) {
    var low = sum.sub(high.lanewise(VectorOperators.LSHL, shift)).reinterpretAsInts();
    return high.reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 16)
        .lanewise(VectorOperators.ASHR, 8)
        .add(low.and(0xFFFF));
  }

  private static IntVector odd(ShortVector sum, ShortVector high, int shift) {
    var low = sum.sub(high.lanewise(VectorOperators.LSHL, shift)).reinterpretAsInts();
    return high.reinterpretAsInts()
        .lanewise(VectorOperators.ASHR, 16)
        .lanewise(VectorOperators.LSHL, 8)
        .add(low.lanewise(VectorOperators.LSHR, 16));
  }
}
