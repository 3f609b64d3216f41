package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Units of Q4_0 and Q4_K. The sum of 32 products of a code in [-8, 7] fits in 16 bits: 32 * 8 * 127
 * = 32512. Codes are stored plus 8, which makes it overflow on the way; the sum starts from -8
 * times the sum of x and is exact modulo 2^16.
 */
final class VectorQ4Kernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  private VectorQ4Kernels() {}

  /** Per unit and row of x: the sum of 32 products of codes minus 8. */
  static void sums(
      MemorySegment data,
      long at,
      int units,
      int tile,
      int[] codes,
      int k,
      int[] offsets,
      int offset,
      short[] sums) {
    for (int u = 0; u < units; u++, at += 9L * V, k += 32 * tile, offset += tile) {
      if (tile == 1) {
        one(data, at + V, codes, k, offsets, offset, sums, u * LANES);
      } else {
        four(data, at + V, codes, k, offsets, offset, sums, u * 4 * LANES);
      }
    }
  }

  private static void one(
      MemorySegment data,
      long at,
      int[] codes,
      int k,
      int[] offsets,
      int offset,
      short[] sums,
      int to) {
    var s0 = VectorWeightKernels.twice(offsets, offset);
    var s1 = ShortVector.zero(VectorWeightKernels.S);
    for (int j = 0; j < 8; j++, k += 4) {
      var w = VectorWeightKernels.ints(data, at + (long) j * V);
      s0 = s0.add(nibble(w).mul(VectorWeightKernels.twice(codes, k)));
      s1 = s1.add(nibble(w, 4).mul(VectorWeightKernels.twice(codes, k + 1)));
      s0 = s0.add(nibble(w, 8).mul(VectorWeightKernels.twice(codes, k + 2)));
      s1 = s1.add(nibble(w, 12).mul(VectorWeightKernels.twice(codes, k + 3)));
    }
    s0.add(s1).intoArray(sums, to);
  }

  private static ShortVector nibble(IntVector w) {
    return w.and(0xF000F).reinterpretAsShorts();
  }

  private static ShortVector nibble(IntVector w, int shift) {
    return nibble(w.lanewise(VectorOperators.LSHR, shift));
  }

  private static void four(
      MemorySegment data,
      long at,
      int[] codes,
      int k,
      int[] offsets,
      int offset,
      short[] sums,
      int to) {
    var s0 = VectorWeightKernels.twice(offsets, offset);
    var s1 = VectorWeightKernels.twice(offsets, offset + 1);
    var s2 = VectorWeightKernels.twice(offsets, offset + 2);
    var s3 = VectorWeightKernels.twice(offsets, offset + 3);
    for (int j = 0; j < 32; j++, k += 4) {
      var c = nibble(VectorWeightKernels.ints(data, at + (long) (j >> 2) * V), (j & 3) * 4);
      s0 = s0.add(c.mul(VectorWeightKernels.twice(codes, k)));
      s1 = s1.add(c.mul(VectorWeightKernels.twice(codes, k + 1)));
      s2 = s2.add(c.mul(VectorWeightKernels.twice(codes, k + 2)));
      s3 = s3.add(c.mul(VectorWeightKernels.twice(codes, k + 3)));
    }
    s0.intoArray(sums, to);
    s1.intoArray(sums, to + LANES);
    s2.intoArray(sums, to + 2 * LANES);
    s3.intoArray(sums, to + 3 * LANES);
  }

  /** Q4_0: {@code totals += sums * (d * scale)}, unit after unit. */
  static void add(
      MemorySegment data,
      long at,
      int units,
      int tile,
      float[] scales,
      int scale,
      short[] sums,
      float[] totals) {
    for (int u = 0, i = 0; u < units; u++, at += 9L * V) {
      var d = VectorWeightKernels.ints(data, at);
      var even = VectorWeightKernels.evenHalf(d);
      var odd = VectorWeightKernels.oddHalf(d);
      for (int j = 0; j < tile; j++, i++) {
        var sum = VectorWeightKernels.pairs(sums, i);
        float s = scales[scale + i];
        VectorWeightKernels.add(VectorWeightKernels.even(sum), even, s, totals, j * LANES);
        VectorWeightKernels.add(VectorWeightKernels.odd(sum), odd, s, totals, j * LANES + HALF);
      }
    }
  }
}
