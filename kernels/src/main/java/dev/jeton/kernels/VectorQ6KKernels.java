package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A block of Q6_K. The sum of 8 products of a code in [-32, 31] fits in 16 bits: 8 * 32 * 127 =
 * 32512. Codes are stored plus 32; sums start from -32 times the sum of x, modulo 2^16.
 */
final class VectorQ6KKernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  private VectorQ6KKernels() {}

  /**
   * Per 8 columns and row of x: the sum of 8 products, two of which make one of 16 (added later).
   */
  static void sums(
      MemorySegment data,
      long at,
      int tile,
      int[] codes,
      int k,
      int[] eights,
      int eight,
      short[] sums) {
    int to = 0;
    for (int u = 0; u < 8; u++) {
      long unit = at + (1L + 13 * u) * V;
      for (int i = 0; i < 4; i++, k += 8 * tile, eight += tile, to += tile * LANES) {
        long low = unit + (1L + 2 * i) * V;
        long high = unit + (9L + i) * V;
        if (tile == 1) {
          one(data, low, high, codes, k, eights, eight, sums, to);
        } else {
          four(data, low, high, codes, k, eights, eight, sums, to);
        }
      }
    }
  }

  private static void one(
      MemorySegment data,
      long low,
      long high,
      int[] codes,
      int k,
      int[] eights,
      int eight,
      short[] sums,
      int to) {
    var s = VectorWeightKernels.twice(eights, eight);
    var t = ShortVector.zero(VectorWeightKernels.S);
    for (int q = 0; q < 4; q++) {
      var c = two(data, low, high, q);
      int x = k + (q >> 1) * 4 + (q & 1);
      s = s.add(first(c).mul(VectorWeightKernels.twice(codes, x)));
      t = t.add(second(c).mul(VectorWeightKernels.twice(codes, x + 2)));
    }
    s.add(t).intoArray(sums, to);
  }

  private static void four(
      MemorySegment data,
      long low,
      long high,
      int[] codes,
      int k,
      int[] eights,
      int eight,
      short[] sums,
      int to) {
    var s0 = VectorWeightKernels.twice(eights, eight);
    var s1 = VectorWeightKernels.twice(eights, eight + 1);
    var s2 = VectorWeightKernels.twice(eights, eight + 2);
    var s3 = VectorWeightKernels.twice(eights, eight + 3);
    for (int v = 0; v < 8; v++, k += 4) {
      var bytes = two(data, low, high, (v >> 2) * 2 + (v & 1));
      var c = first(bytes.lanewise(VectorOperators.LSHR, (v & 2) * 4));
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

  /** Values 0 and 2, 1 and 3, 4 and 6 or 5 and 7 of 8, a byte each. */
  private static IntVector two(MemorySegment data, long low, long high, int q) {
    var pairs = VectorWeightKernels.ints(data, high).lanewise(VectorOperators.LSHR, 2 * q);
    return VectorWeightKernels.ints(data, low + (long) (q >> 1) * V)
        .lanewise(VectorOperators.LSHR, 4 * (q & 1))
        .and(0x0F0F0F0F)
        .or(pairs.and(0x03030303).lanewise(VectorOperators.LSHL, 4));
  }

  private static ShortVector first(IntVector bytes) {
    return bytes.and(0xFF00FF).reinterpretAsShorts();
  }

  private static ShortVector second(IntVector bytes) {
    return first(bytes.lanewise(VectorOperators.LSHR, 8));
  }

  /** {@code totals += sums * (d * s * scale)}, 16 columns after 16 columns. */
  static void add(
      MemorySegment data,
      long at,
      int tile,
      float[] scales,
      int scale,
      short[] sums,
      float[] totals) {
    var d = VectorWeightKernels.ints(data, at);
    var even = VectorWeightKernels.evenHalf(d);
    var odd = VectorWeightKernels.oddHalf(d);
    for (int i = 0; i < 16; i++) {
      var bytes = VectorWeightKernels.ints(data, at + (1L + 13 * (i >> 1)) * V);
      bytes = bytes.lanewise(VectorOperators.LSHL, 8 - (i & 1) * 8);
      var so = odd.mul(VectorWeightKernels.floats(bytes.lanewise(VectorOperators.ASHR, 24)));
      bytes = bytes.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 24);
      var se = even.mul(VectorWeightKernels.floats(bytes));
      for (int j = 0; j < tile; j++) {
        var s = VectorWeightKernels.pairs(sums, 2 * i * tile + j);
        var t = VectorWeightKernels.pairs(sums, (2 * i + 1) * tile + j);
        float f = scales[scale + (i >> 1) * tile + j];
        var sum = VectorWeightKernels.even(s).add(VectorWeightKernels.even(t));
        VectorWeightKernels.add(sum, se, f, totals, j * LANES);
        sum = VectorWeightKernels.odd(s).add(VectorWeightKernels.odd(t));
        VectorWeightKernels.add(sum, so, f, totals, j * LANES + HALF);
      }
    }
  }
}
