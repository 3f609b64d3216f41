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
 * Rows of bytes times 1, 2 or 4 vectors. A sum of 16 bits holds two products, 2 * 128 * 127 at
 * most; an int lane holds two such sums, which are added as one number: the lower half is made
 * positive first.
 *
 * <p>One flat loop goes over all words of some rows, and calls the Vector API and nothing else:
 * past 18,000 nodes the compiler refuses methods of ours, and then vectors live on the heap; a loop
 * for each row or group pays more for its entry than a few words cost.
 */
final class VectorByteKernels {
  private VectorByteKernels() {}

  /** What makes a lower half positive, and what that adds to 8 words. */
  private static final int SIGN = 0x8000;

  private static final int SIGNS = 8 * SIGN;

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
    var high0 = IntVector.zero(I);
    var all0 = high0;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN))
              .add(odd.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      k += 2 * V;
      if ((i & 7) == 7) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 8 * V, ByteOrder.LITTLE_ENDIAN);
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(SIGNS);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        high0 = IntVector.zero(I);
        all0 = high0;
        at += V;
        q += V;
        left -= 8;
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
    var high0 = IntVector.zero(I);
    var all0 = high0;
    var high1 = IntVector.zero(I);
    var all1 = high1;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 2 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      var pair1 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 3 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high1 = high1.add(pair1.lanewise(VectorOperators.ASHR, 16));
      all1 = all1.add(pair1);
      k += 4 * V;
      if ((i & 7) == 7) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 8 * V, ByteOrder.LITTLE_ENDIAN);
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(SIGNS);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        var whole1 = all1.sub(high1.lanewise(VectorOperators.LSHL, 16)).add(high1).sub(SIGNS);
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(F, scales, q + V, ByteOrder.LITTLE_ENDIAN)),
                    total1);
        high0 = IntVector.zero(I);
        all0 = high0;
        high1 = IntVector.zero(I);
        all1 = high1;
        at += V;
        q += 2 * V;
        left -= 8;
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
    var high0 = IntVector.zero(I);
    var all0 = high0;
    var high1 = IntVector.zero(I);
    var all1 = high1;
    var high2 = IntVector.zero(I);
    var all2 = high2;
    var high3 = IntVector.zero(I);
    var all3 = high3;
    for (int i = 0; i < n; i++) {
      at += V;
      var two =
          IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 4 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      var pair1 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k + V, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 5 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high1 = high1.add(pair1.lanewise(VectorOperators.ASHR, 16));
      all1 = all1.add(pair1);
      var pair2 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k + 2 * V, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 6 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high2 = high2.add(pair2.lanewise(VectorOperators.ASHR, 16));
      all2 = all2.add(pair2);
      var pair3 =
          even.mul(ShortVector.fromMemorySegment(S, codes, k + 3 * V, ByteOrder.LITTLE_ENDIAN))
              .add(
                  odd.mul(
                      ShortVector.fromMemorySegment(S, codes, k + 7 * V, ByteOrder.LITTLE_ENDIAN)))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high3 = high3.add(pair3.lanewise(VectorOperators.ASHR, 16));
      all3 = all3.add(pair3);
      k += 8 * V;
      if ((i & 7) == 7) {
        var scale = FloatVector.fromMemorySegment(F, data, at - 8 * V, ByteOrder.LITTLE_ENDIAN);
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(SIGNS);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(FloatVector.fromMemorySegment(F, scales, q, ByteOrder.LITTLE_ENDIAN)),
                    total0);
        var whole1 = all1.sub(high1.lanewise(VectorOperators.LSHL, 16)).add(high1).sub(SIGNS);
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(F, scales, q + V, ByteOrder.LITTLE_ENDIAN)),
                    total1);
        var whole2 = all2.sub(high2.lanewise(VectorOperators.LSHL, 16)).add(high2).sub(SIGNS);
        total2 =
            ((FloatVector) whole2.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(
                            F, scales, q + 2 * V, ByteOrder.LITTLE_ENDIAN)),
                    total2);
        var whole3 = all3.sub(high3.lanewise(VectorOperators.LSHL, 16)).add(high3).sub(SIGNS);
        total3 =
            ((FloatVector) whole3.convertShape(VectorOperators.I2F, F, 0))
                .fma(
                    scale.mul(
                        FloatVector.fromMemorySegment(
                            F, scales, q + 3 * V, ByteOrder.LITTLE_ENDIAN)),
                    total3);
        high0 = IntVector.zero(I);
        all0 = high0;
        high1 = IntVector.zero(I);
        all1 = high1;
        high2 = IntVector.zero(I);
        all2 = high2;
        high3 = IntVector.zero(I);
        all3 = high3;
        at += V;
        q += 4 * V;
        left -= 8;
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
