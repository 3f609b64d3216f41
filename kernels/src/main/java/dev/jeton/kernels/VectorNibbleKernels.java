package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;
import static dev.jeton.kernels.VectorWeightKernels.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A panel of nibbles times 1, 2 or 4 vectors. A sum of 16 bits holds the products of half a group,
 * 16 * 15 * 127 at most; an int lane holds two such sums.
 *
 * <p>All take the panel's ints from {@code at} on and how many {@code words} it has, 4 to a group,
 * and whether what is added to each weight stands behind scales; the tile's codes from {@code k}
 * and what belongs to groups from {@code q} on, see {@link EightBitVectors}; and write {@code
 * out[to + vector * stride + lane]}. {@code c12} are the codes of vector 2 for part 1 of a word.
 *
 * <p>Codes of x are named before they are used, else the compiler does not read them into all lanes
 * at once. Methods call the Vector API and nothing else: past 18,000 nodes the compiler refuses
 * methods of ours, and then vectors live on the heap.
 */
final class VectorNibbleKernels {
  private VectorNibbleKernels() {}

  /** A tile of one vector: see above. */
  static void one(
      int[] data,
      int at,
      int words,
      boolean least,
      int[] codes,
      int k,
      int[] starts,
      float[] scales,
      float[] sums,
      int q,
      float[] out,
      int to) {
    int lanes = I.length();

    var total0 = FloatVector.zero(F);
    var sum0 = ShortVector.zero(S);
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c10 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var c20 = IntVector.broadcast(I, codes[k + 2]).reinterpretAsShorts();
      var c30 = IntVector.broadcast(I, codes[k + 3]).reinterpretAsShorts();
      var four = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var nibbles = four.and((short) 15);
      sum0 = sum0.add(nibbles.mul(c00));
      nibbles = four.lanewise(VectorOperators.LSHR, 4).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c10));
      nibbles = four.lanewise(VectorOperators.LSHR, 8).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c20));
      nibbles = four.lanewise(VectorOperators.LSHR, 12);
      sum0 = sum0.add(nibbles.mul(c30));
      at += lanes;
      k += 4;
      if ((i & 3) == 3) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        at += lanes;
        var pair0 = sum0.reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q]));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        sum0 = ShortVector.zero(S);
        if (least) {
          var more = IntVector.fromArray(I, data, at).reinterpretAsFloats();
          at += lanes;
          total0 = more.fma(FloatVector.broadcast(F, sums[q]), total0);
        }
        q++;
      }
    }
    total0.intoArray(out, to);
  }

  /** A tile of two: see above. */
  static void two(
      int[] data,
      int at,
      int words,
      boolean least,
      int[] codes,
      int k,
      int[] starts,
      float[] scales,
      float[] sums,
      int q,
      float[] out,
      int to,
      int stride) {
    int lanes = I.length();

    var total0 = FloatVector.zero(F);
    var sum0 = ShortVector.zero(S);
    var total1 = total0;
    var sum1 = sum0;
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c01 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var c10 = IntVector.broadcast(I, codes[k + 2]).reinterpretAsShorts();
      var c11 = IntVector.broadcast(I, codes[k + 3]).reinterpretAsShorts();
      var c20 = IntVector.broadcast(I, codes[k + 4]).reinterpretAsShorts();
      var c21 = IntVector.broadcast(I, codes[k + 5]).reinterpretAsShorts();
      var c30 = IntVector.broadcast(I, codes[k + 6]).reinterpretAsShorts();
      var c31 = IntVector.broadcast(I, codes[k + 7]).reinterpretAsShorts();
      var four = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var nibbles = four.and((short) 15);
      sum0 = sum0.add(nibbles.mul(c00));
      sum1 = sum1.add(nibbles.mul(c01));
      nibbles = four.lanewise(VectorOperators.LSHR, 4).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c10));
      sum1 = sum1.add(nibbles.mul(c11));
      nibbles = four.lanewise(VectorOperators.LSHR, 8).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c20));
      sum1 = sum1.add(nibbles.mul(c21));
      nibbles = four.lanewise(VectorOperators.LSHR, 12);
      sum0 = sum0.add(nibbles.mul(c30));
      sum1 = sum1.add(nibbles.mul(c31));
      at += lanes;
      k += 8;
      if ((i & 3) == 3) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        at += lanes;
        var pair0 = sum0.reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q]));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        sum0 = ShortVector.zero(S);
        var pair1 = sum1.reinterpretAsInts();
        var whole1 =
            pair1
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair1.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q + 1]));
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 1])), total1);
        sum1 = ShortVector.zero(S);
        if (least) {
          var more = IntVector.fromArray(I, data, at).reinterpretAsFloats();
          at += lanes;
          total0 = more.fma(FloatVector.broadcast(F, sums[q]), total0);
          total1 = more.fma(FloatVector.broadcast(F, sums[q + 1]), total1);
        }
        q += 2;
      }
    }
    total0.intoArray(out, to);
    total1.intoArray(out, to + stride);
  }

  /** A tile of four: see above. */
  static void four(
      int[] data,
      int at,
      int words,
      boolean least,
      int[] codes,
      int k,
      int[] starts,
      float[] scales,
      float[] sums,
      int q,
      float[] out,
      int to,
      int stride) {
    int lanes = I.length();

    var total0 = FloatVector.zero(F);
    var sum0 = ShortVector.zero(S);
    var total1 = total0;
    var sum1 = sum0;
    var total2 = total0;
    var sum2 = sum0;
    var total3 = total0;
    var sum3 = sum0;
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c01 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var c02 = IntVector.broadcast(I, codes[k + 2]).reinterpretAsShorts();
      var c03 = IntVector.broadcast(I, codes[k + 3]).reinterpretAsShorts();
      var c10 = IntVector.broadcast(I, codes[k + 4]).reinterpretAsShorts();
      var c11 = IntVector.broadcast(I, codes[k + 5]).reinterpretAsShorts();
      var c12 = IntVector.broadcast(I, codes[k + 6]).reinterpretAsShorts();
      var c13 = IntVector.broadcast(I, codes[k + 7]).reinterpretAsShorts();
      var c20 = IntVector.broadcast(I, codes[k + 8]).reinterpretAsShorts();
      var c21 = IntVector.broadcast(I, codes[k + 9]).reinterpretAsShorts();
      var c22 = IntVector.broadcast(I, codes[k + 10]).reinterpretAsShorts();
      var c23 = IntVector.broadcast(I, codes[k + 11]).reinterpretAsShorts();
      var c30 = IntVector.broadcast(I, codes[k + 12]).reinterpretAsShorts();
      var c31 = IntVector.broadcast(I, codes[k + 13]).reinterpretAsShorts();
      var c32 = IntVector.broadcast(I, codes[k + 14]).reinterpretAsShorts();
      var c33 = IntVector.broadcast(I, codes[k + 15]).reinterpretAsShorts();
      var four = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var nibbles = four.and((short) 15);
      sum0 = sum0.add(nibbles.mul(c00));
      sum1 = sum1.add(nibbles.mul(c01));
      sum2 = sum2.add(nibbles.mul(c02));
      sum3 = sum3.add(nibbles.mul(c03));
      nibbles = four.lanewise(VectorOperators.LSHR, 4).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c10));
      sum1 = sum1.add(nibbles.mul(c11));
      sum2 = sum2.add(nibbles.mul(c12));
      sum3 = sum3.add(nibbles.mul(c13));
      nibbles = four.lanewise(VectorOperators.LSHR, 8).and((short) 15);
      sum0 = sum0.add(nibbles.mul(c20));
      sum1 = sum1.add(nibbles.mul(c21));
      sum2 = sum2.add(nibbles.mul(c22));
      sum3 = sum3.add(nibbles.mul(c23));
      nibbles = four.lanewise(VectorOperators.LSHR, 12);
      sum0 = sum0.add(nibbles.mul(c30));
      sum1 = sum1.add(nibbles.mul(c31));
      sum2 = sum2.add(nibbles.mul(c32));
      sum3 = sum3.add(nibbles.mul(c33));
      at += lanes;
      k += 16;
      if ((i & 3) == 3) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        at += lanes;
        var pair0 = sum0.reinterpretAsInts();
        var whole0 =
            pair0
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair0.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q]));
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        sum0 = ShortVector.zero(S);
        var pair1 = sum1.reinterpretAsInts();
        var whole1 =
            pair1
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair1.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q + 1]));
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 1])), total1);
        sum1 = ShortVector.zero(S);
        var pair2 = sum2.reinterpretAsInts();
        var whole2 =
            pair2
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair2.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q + 2]));
        total2 =
            ((FloatVector) whole2.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 2])), total2);
        sum2 = ShortVector.zero(S);
        var pair3 = sum3.reinterpretAsInts();
        var whole3 =
            pair3
                .lanewise(VectorOperators.LSHL, 16)
                .lanewise(VectorOperators.ASHR, 16)
                .add(pair3.lanewise(VectorOperators.ASHR, 16))
                .add(IntVector.broadcast(I, starts[q + 3]));
        total3 =
            ((FloatVector) whole3.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 3])), total3);
        sum3 = ShortVector.zero(S);
        if (least) {
          var more = IntVector.fromArray(I, data, at).reinterpretAsFloats();
          at += lanes;
          total0 = more.fma(FloatVector.broadcast(F, sums[q]), total0);
          total1 = more.fma(FloatVector.broadcast(F, sums[q + 1]), total1);
          total2 = more.fma(FloatVector.broadcast(F, sums[q + 2]), total2);
          total3 = more.fma(FloatVector.broadcast(F, sums[q + 3]), total3);
        }
        q += 4;
      }
    }
    total0.intoArray(out, to);
    total1.intoArray(out, to + stride);
    total2.intoArray(out, to + 2 * stride);
    total3.intoArray(out, to + 3 * stride);
  }
}
