package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Units of Q8_0. Two products fit in 16 bits: 2 * 128 * 127 = 32512. Their sum over a unit does
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

  /** Per unit and row of x: the sum modulo 2^16, then the sum of high bytes. */
  static void sums(
      MemorySegment data, long at, int units, int tile, int[] codes, int k, short[] sums) {
    for (int u = 0; u < units; u++, at += 17L * V, k += 32 * tile) {
      if (tile == 1) {
        one(data, at + V, codes, k, sums, u * 2 * LANES);
      } else {
        four(data, at + V, codes, k, sums, u * 8 * LANES);
      }
    }
  }

  private static void one(MemorySegment data, long at, int[] codes, int k, short[] sums, int to) {
    int shift = BYTE[0];
    var sum = ShortVector.zero(VectorWeightKernels.S);
    var high = sum;
    for (int j = 0; j < 16; j++) {
      var c0 = VectorWeightKernels.bytes(data, at + (long) j * V);
      var c1 = VectorWeightKernels.bytes(data, at + (long) j * V + LANES);
      var pair = pair(c0, c1, codes, k + 2 * j, 1);
      sum = sum.add(pair);
      high = high.add(pair.lanewise(VectorOperators.ASHR, shift));
    }
    sum.intoArray(sums, to);
    high.intoArray(sums, to + LANES);
  }

  private static void four(MemorySegment data, long at, int[] codes, int k, short[] sums, int to) {
    int shift = BYTE[0];
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
      var p0 = pair(c0, c1, codes, ix, 4);
      s0 = s0.add(p0);
      h0 = h0.add(p0.lanewise(VectorOperators.ASHR, shift));
      var p1 = pair(c0, c1, codes, ix + 1, 4);
      s1 = s1.add(p1);
      h1 = h1.add(p1.lanewise(VectorOperators.ASHR, shift));
      var p2 = pair(c0, c1, codes, ix + 2, 4);
      s2 = s2.add(p2);
      h2 = h2.add(p2.lanewise(VectorOperators.ASHR, shift));
      var p3 = pair(c0, c1, codes, ix + 3, 4);
      s3 = s3.add(p3);
      h3 = h3.add(p3.lanewise(VectorOperators.ASHR, shift));
    }
    s0.intoArray(sums, to);
    h0.intoArray(sums, to + LANES);
    s1.intoArray(sums, to + 2 * LANES);
    h1.intoArray(sums, to + 3 * LANES);
    s2.intoArray(sums, to + 4 * LANES);
    h2.intoArray(sums, to + 5 * LANES);
    s3.intoArray(sums, to + 6 * LANES);
    h3.intoArray(sums, to + 7 * LANES);
  }

  private static ShortVector pair(ShortVector c0, ShortVector c1, int[] codes, int at, int step) {
    return c0.mul(VectorWeightKernels.twice(codes, at))
        .add(c1.mul(VectorWeightKernels.twice(codes, at + step)));
  }

  /** {@code totals += sums * (d * scale)}, unit after unit. */
  static void add(
      MemorySegment data,
      long at,
      int units,
      int tile,
      float[] scales,
      int scale,
      short[] sums,
      float[] totals) {
    for (int u = 0, i = 0; u < units; u++, at += 17L * V) {
      var d = VectorWeightKernels.ints(data, at);
      var even = VectorWeightKernels.evenHalf(d);
      var odd = VectorWeightKernels.oddHalf(d);
      for (int j = 0; j < tile; j++, i++) {
        var sum = ShortVector.fromArray(VectorWeightKernels.S, sums, 2 * i * LANES);
        var high = ShortVector.fromArray(VectorWeightKernels.S, sums, (2 * i + 1) * LANES);
        var low = sum.sub(high.lanewise(VectorOperators.LSHL, 8)).reinterpretAsInts();
        var bytes = high.reinterpretAsInts();
        float s = scales[scale + i];
        var whole =
            bytes
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 8)
                .add(low.and(0xFFFF));
        VectorWeightKernels.add(whole, even, s, totals, j * LANES);
        whole =
            bytes
                .lanewise(VectorOperators.ASHR, 16)
                .lanewise(VectorOperators.LSHL, 8)
                .add(low.lanewise(VectorOperators.LSHR, 16));
        VectorWeightKernels.add(whole, odd, s, totals, j * LANES + HALF);
      }
    }
  }
}
