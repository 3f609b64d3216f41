package dev.jeton.kernels;

import static dev.jeton.kernels.VectorEightBitKernels.LANES;
import static dev.jeton.kernels.VectorEightBitKernels.ROWS;
import static dev.jeton.kernels.VectorEightBitKernels.V;
import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;
import static dev.jeton.kernels.VectorWeightKernels.S;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Rows of bytes of 6 bits times 1, 2 or 4 vectors; half a block has a scale. A sum of 16 bits holds
 * eight products, 8 * 32 * 127 at most; an int lane holds two such sums.
 *
 * <p>One flat loop goes over all words of some rows, and calls the Vector API and nothing else:
 * past 18,000 nodes the compiler refuses methods of ours, and then vectors live on the heap; a loop
 * for each row or group pays more for its entry than a few words cost.
 */
final class VectorSixBitKernels {
  private VectorSixBitKernels() {}

  /**
   * A tile of one vector.
   *
   * @param at offset of the first row
   * @param n words of all rows
   * @param x blocks before the tile
   * @param length words of a row
   * @param totals written, {@code [tile][ROWS]}
   */
  static void one(
      MemorySegment data,
      long at,
      int n,
      int length,
      MemorySegment codes,
      MemorySegment scales,
      long x,
      float[] totals) {
    long k = 64 * x;
    long q = 4 * x;
    int row = 0;
    int left = length;
    var total0 = FloatVector.zero(F);
    var a0 = ShortVector.zero(S);
    var b0 = a0;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var six = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      a0 = a0.add(six.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN)));
      six = two.lanewise(VectorOperators.ASHR, 8);
      b0 = b0.add(six.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN)));
      k += 2 * V;
      if ((i & 3) == 3) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 4 * V, ByteOrder.LITTLE_ENDIAN);
        var pair0 = a0.add(b0).reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        a0 = ShortVector.zero(S);
        b0 = a0;
        at += V;
        q += V * (i >> 2 & 1);
        left -= 4;
        if (left == 0) {
          total0.intoArray(totals, row);
          total0 = FloatVector.zero(F);
          row += LANES;
          left = length;
          k = 64 * x;
          q = 4 * x;
        }
      }
    }
  }

  /**
   * A tile of two.
   *
   * @param at offset of the first row
   * @param n words of all rows
   * @param x blocks before the tile
   * @param length words of a row
   * @param totals written, {@code [tile][ROWS]}
   */
  static void two(
      MemorySegment data,
      long at,
      int n,
      int length,
      MemorySegment codes,
      MemorySegment scales,
      long x,
      float[] totals) {
    long k = 64 * x;
    long q = 4 * x;
    int row = 0;
    int left = length;
    var total0 = FloatVector.zero(F);
    var total1 = FloatVector.zero(F);
    var sum0 = ShortVector.zero(S);
    var sum1 = sum0;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var six = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      sum0 = sum0.add(six.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN)));
      sum1 =
          sum1.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN)));
      six = two.lanewise(VectorOperators.ASHR, 8);
      sum0 =
          sum0.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 2 * V, ByteOrder.LITTLE_ENDIAN)));
      sum1 =
          sum1.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 3 * V, ByteOrder.LITTLE_ENDIAN)));
      k += 4 * V;
      if ((i & 3) == 3) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 4 * V, ByteOrder.LITTLE_ENDIAN);
        var pair0 = sum0.reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        var pair1 = sum1.reinterpretAsInts();
        var whole1 =
            pair1
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair1.lanewise(VectorOperators.ASHR, 16));
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(F, scales, q + V, ByteOrder.LITTLE_ENDIAN)),
                    total1);
        sum0 = ShortVector.zero(S);
        sum1 = sum0;
        at += V;
        q += 2 * V * (i >> 2 & 1);
        left -= 4;
        if (left == 0) {
          total0.intoArray(totals, row);
          total0 = FloatVector.zero(F);
          total1.intoArray(totals, row + ROWS);
          total1 = FloatVector.zero(F);
          row += LANES;
          left = length;
          k = 64 * x;
          q = 4 * x;
        }
      }
    }
  }

  /**
   * A tile of four.
   *
   * @param at offset of the first row
   * @param n words of all rows
   * @param x blocks before the tile
   * @param length words of a row
   * @param totals written, {@code [tile][ROWS]}
   */
  static void four(
      MemorySegment data,
      long at,
      int n,
      int length,
      MemorySegment codes,
      MemorySegment scales,
      long x,
      float[] totals) {
    long k = 64 * x;
    long q = 4 * x;
    int row = 0;
    int left = length;
    var total0 = FloatVector.zero(F);
    var total1 = FloatVector.zero(F);
    var total2 = FloatVector.zero(F);
    var total3 = FloatVector.zero(F);
    var sum0 = ShortVector.zero(S);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var six = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      sum0 = sum0.add(six.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN)));
      sum1 =
          sum1.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN)));
      sum2 =
          sum2.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 2 * V, ByteOrder.LITTLE_ENDIAN)));
      sum3 =
          sum3.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 3 * V, ByteOrder.LITTLE_ENDIAN)));
      six = two.lanewise(VectorOperators.ASHR, 8);
      sum0 =
          sum0.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 4 * V, ByteOrder.LITTLE_ENDIAN)));
      sum1 =
          sum1.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 5 * V, ByteOrder.LITTLE_ENDIAN)));
      sum2 =
          sum2.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 6 * V, ByteOrder.LITTLE_ENDIAN)));
      sum3 =
          sum3.add(
              six.mul(ShortVector.fromMemorySegment(S, codes, k + 7 * V, ByteOrder.LITTLE_ENDIAN)));
      k += 8 * V;
      if ((i & 3) == 3) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 4 * V, ByteOrder.LITTLE_ENDIAN);
        var pair0 = sum0.reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        var pair1 = sum1.reinterpretAsInts();
        var whole1 =
            pair1
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair1.lanewise(VectorOperators.ASHR, 16));
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(F, scales, q + V, ByteOrder.LITTLE_ENDIAN)),
                    total1);
        var pair2 = sum2.reinterpretAsInts();
        var whole2 =
            pair2
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair2.lanewise(VectorOperators.ASHR, 16));
        total2 =
            ((FloatVector) whole2.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(
                            F, scales, q + 2 * V, ByteOrder.LITTLE_ENDIAN)),
                    total2);
        var pair3 = sum3.reinterpretAsInts();
        var whole3 =
            pair3
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair3.lanewise(VectorOperators.ASHR, 16));
        total3 =
            ((FloatVector) whole3.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(
                            F, scales, q + 3 * V, ByteOrder.LITTLE_ENDIAN)),
                    total3);
        sum0 = ShortVector.zero(S);
        sum1 = sum0;
        sum2 = sum0;
        sum3 = sum0;
        at += V;
        q += 4 * V * (i >> 2 & 1);
        left -= 4;
        if (left == 0) {
          total0.intoArray(totals, row);
          total0 = FloatVector.zero(F);
          total1.intoArray(totals, row + ROWS);
          total1 = FloatVector.zero(F);
          total2.intoArray(totals, row + 2 * ROWS);
          total2 = FloatVector.zero(F);
          total3.intoArray(totals, row + 3 * ROWS);
          total3 = FloatVector.zero(F);
          row += LANES;
          left = length;
          k = 64 * x;
          q = 4 * x;
        }
      }
    }
  }
}
