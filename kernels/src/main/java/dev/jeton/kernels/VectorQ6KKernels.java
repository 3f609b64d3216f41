package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A panel of Q6_K. The sum of 8 products of a code in [-32, 31] fits in 16 bits: 8 * 32 * 127 =
 * 32512. Codes are stored plus 32; sums start from -32 times the sum of x, modulo 2^16.
 */
final class VectorQ6KKernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;
  private static final int HALF = LANES / 2;

  private VectorQ6KKernels() {}

  /** sums += panel p times row i of x; even rows, then odd rows. */
  static void one(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    rows(w, p, x, i, 1, sums);
  }

  /** sums += panel p times rows i to i + 3 of x. */
  static void four(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    rows(w, p, x, i, 4, sums);
  }

  private static void rows(
      WeightPanels w, int p, QuantizedActivations x, int i, int tile, float[] sums) {
    MemorySegment data = w.data();
    long at = w.start(p);
    int k = x.index(i, x.columns());
    int first = x.index(i, w.columns() / 32);
    int eights = x.index(i, w.columns() / 8);
    for (int b = 0; b < w.blocks(); b++) {
      var d = VectorWeightKernels.ints(data, at);
      at += V;
      for (int u = 0; u < 8; u++, at += 13L * V) {
        var scales = VectorWeightKernels.ints(data, at);
        half(data, at + V, at + 9L * V, scales, 0, d, x, k, eights, first, tile, sums);
        half(
            data,
            at + 5L * V,
            at + 11L * V,
            scales,
            8,
            d,
            x,
            k + 16 * tile,
            eights + 2 * tile,
            first,
            tile,
            sums);
        k += 32 * tile;
        eights += 4 * tile;
        first += tile;
      }
    }
  }

  /** Adds the products of 16 values that share a scale, {@code shift} bits up in its half. */
  private static void half(
      MemorySegment data,
      long low,
      long high,
      IntVector scales,
      int shift,
      IntVector d,
      QuantizedActivations x,
      int k,
      int eights,
      int first,
      int tile,
      float[] sums) {
    var se = VectorWeightKernels.evenHalf(d).mul(evenScale(scales, shift));
    var so = VectorWeightKernels.oddHalf(d).mul(oddScale(scales, shift));
    for (int j = 0; j < tile; j++) {
      var s0 =
          eight(data, low, high, x.codes(), k + j, tile, x.eights(), eights + j)
              .reinterpretAsInts();
      var s1 =
          eight(
                  data,
                  low + 2L * V,
                  high + V,
                  x.codes(),
                  k + j + 8 * tile,
                  tile,
                  x.eights(),
                  eights + j + tile)
              .reinterpretAsInts();
      float scale = x.scales()[first + j];
      int at = j * LANES;
      VectorWeightKernels.floats(VectorWeightKernels.even(s0).add(VectorWeightKernels.even(s1)))
          .fma(se.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at))
          .intoArray(sums, at);
      VectorWeightKernels.floats(VectorWeightKernels.odd(s0).add(VectorWeightKernels.odd(s1)))
          .fma(so.mul(scale), FloatVector.fromArray(VectorWeightKernels.F, sums, at + HALF))
          .intoArray(sums, at + HALF);
    }
  }

  private static FloatVector evenScale(IntVector scales, int shift) {
    return VectorWeightKernels.floats(
        scales.lanewise(VectorOperators.LSHL, 24 - shift).lanewise(VectorOperators.ASHR, 24));
  }

  private static FloatVector oddScale(IntVector scales, int shift) {
    return VectorWeightKernels.floats(
        scales.lanewise(VectorOperators.LSHL, 8 - shift).lanewise(VectorOperators.ASHR, 24));
  }

  /** Sums of 8 products. */
  private static ShortVector eight(
      MemorySegment data,
      long low,
      long high,
      int[] codes,
      int k,
      int step,
      int[] eights,
      int offset) {
    var h = VectorWeightKernels.ints(data, high);
    var w = VectorWeightKernels.ints(data, low);
    var a = w.and(0x0F0F0F0F).or(h.lanewise(VectorOperators.LSHL, 4).and(0x30303030));
    var b =
        w.lanewise(VectorOperators.LSHR, 4)
            .and(0x0F0F0F0F)
            .or(h.lanewise(VectorOperators.LSHL, 2).and(0x30303030));
    var sum = four(VectorWeightKernels.twice(eights, offset), a, b, codes, k, step);
    w = VectorWeightKernels.ints(data, low + V);
    a = w.and(0x0F0F0F0F).or(h.and(0x30303030));
    b =
        w.lanewise(VectorOperators.LSHR, 4)
            .and(0x0F0F0F0F)
            .or(h.lanewise(VectorOperators.LSHR, 2).and(0x30303030));
    return four(sum, a, b, codes, k + 4 * step, step);
  }

  /** sum + products of the bytes of a (values 0 and 2) and b (values 1 and 3). */
  private static ShortVector four(
      ShortVector sum, IntVector a, IntVector b, int[] codes, int k, int step) {
    return sum.add(low(a).mul(VectorWeightKernels.twice(codes, k)))
        .add(low(b).mul(VectorWeightKernels.twice(codes, k + step)))
        .add(high(a).mul(VectorWeightKernels.twice(codes, k + 2 * step)))
        .add(high(b).mul(VectorWeightKernels.twice(codes, k + 3 * step)));
  }

  private static ShortVector low(IntVector bytes) {
    return bytes.and(0xFF00FF).reinterpretAsShorts();
  }

  private static ShortVector high(IntVector bytes) {
    return bytes.lanewise(VectorOperators.LSHR, 8).and(0xFF00FF).reinterpretAsShorts();
  }
}
