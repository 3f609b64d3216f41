package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A panel of bytes times 1, 2 or 4 vectors. A sum of 16 bits holds two products, 2 * 128 * 127 at
 * most; an int lane holds two such sums, which are added as one number: the lower half is made
 * positive first.
 *
 * <p>All take the panel's ints from {@code at} on, how many {@code words} it has and how many of
 * them a {@code group}; the tile's codes from {@code k} and scales from {@code q} on, see {@link
 * EightBitVectors}; and write {@code out[to + vector * stride + lane]}. {@code c12} are the codes
 * of vector 2 for part 1 of a word.
 *
 * <p>Codes of x are named before they are used, else the compiler does not read them into all lanes
 * at once. Methods call the Vector API and nothing else: past 18,000 nodes the compiler refuses
 * methods of ours, and then vectors live on the heap.
 */
final class VectorByteKernels {
  private VectorByteKernels() {}

  /** What makes a lower half positive. */
  private static final int SIGN = 0x8000;

  /** A tile of one vector: see above. */
  static void one(
      int[] data,
      int at,
      int words,
      int group,
      int[] codes,
      int k,
      float[] scales,
      int q,
      float[] out,
      int to) {
    int lanes = I.length();
    int last = group - 1;
    int signs = group * SIGN;
    var total0 = FloatVector.zero(F);
    var high0 = IntVector.zero(I);
    var all0 = high0;
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c10 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var two = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(c00).add(odd.mul(c10)).reinterpretAsInts().lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      at += lanes;
      k += 2;
      if ((i & last) == last) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(signs);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        high0 = IntVector.zero(I);
        all0 = high0;
        at += lanes;
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
      int group,
      int[] codes,
      int k,
      float[] scales,
      int q,
      float[] out,
      int to,
      int stride) {
    int lanes = I.length();
    int last = group - 1;
    int signs = group * SIGN;
    var total0 = FloatVector.zero(F);
    var total1 = FloatVector.zero(F);
    var high0 = IntVector.zero(I);
    var all0 = high0;
    var high1 = high0;
    var all1 = high0;
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c01 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var c10 = IntVector.broadcast(I, codes[k + 2]).reinterpretAsShorts();
      var c11 = IntVector.broadcast(I, codes[k + 3]).reinterpretAsShorts();
      var two = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(c00).add(odd.mul(c10)).reinterpretAsInts().lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      var pair1 =
          even.mul(c01).add(odd.mul(c11)).reinterpretAsInts().lanewise(VectorOperators.XOR, SIGN);
      high1 = high1.add(pair1.lanewise(VectorOperators.ASHR, 16));
      all1 = all1.add(pair1);
      at += lanes;
      k += 4;
      if ((i & last) == last) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(signs);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        var whole1 = all1.sub(high1.lanewise(VectorOperators.LSHL, 16)).add(high1).sub(signs);
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 1])), total1);
        high0 = IntVector.zero(I);
        all0 = high0;
        high1 = high0;
        all1 = high0;
        at += lanes;
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
      int group,
      int[] codes,
      int k,
      float[] scales,
      int q,
      float[] out,
      int to,
      int stride) {
    int lanes = I.length();
    int last = group - 1;
    int signs = group * SIGN;
    var total0 = FloatVector.zero(F);
    var total1 = FloatVector.zero(F);
    var total2 = FloatVector.zero(F);
    var total3 = FloatVector.zero(F);
    var high0 = IntVector.zero(I);
    var all0 = high0;
    var high1 = high0;
    var all1 = high0;
    var high2 = high0;
    var all2 = high0;
    var high3 = high0;
    var all3 = high0;
    for (int i = 0; i < words; i++) {
      var c00 = IntVector.broadcast(I, codes[k]).reinterpretAsShorts();
      var c01 = IntVector.broadcast(I, codes[k + 1]).reinterpretAsShorts();
      var c02 = IntVector.broadcast(I, codes[k + 2]).reinterpretAsShorts();
      var c03 = IntVector.broadcast(I, codes[k + 3]).reinterpretAsShorts();
      var two = IntVector.fromArray(I, data, at).reinterpretAsShorts();
      var even = two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
      var odd = two.lanewise(VectorOperators.ASHR, 8);
      var pair0 =
          even.mul(c00)
              .add(odd.mul(IntVector.broadcast(I, codes[k + 4]).reinterpretAsShorts()))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high0 = high0.add(pair0.lanewise(VectorOperators.ASHR, 16));
      all0 = all0.add(pair0);
      var pair1 =
          even.mul(c01)
              .add(odd.mul(IntVector.broadcast(I, codes[k + 5]).reinterpretAsShorts()))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high1 = high1.add(pair1.lanewise(VectorOperators.ASHR, 16));
      all1 = all1.add(pair1);
      var pair2 =
          even.mul(c02)
              .add(odd.mul(IntVector.broadcast(I, codes[k + 6]).reinterpretAsShorts()))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high2 = high2.add(pair2.lanewise(VectorOperators.ASHR, 16));
      all2 = all2.add(pair2);
      var pair3 =
          even.mul(c03)
              .add(odd.mul(IntVector.broadcast(I, codes[k + 7]).reinterpretAsShorts()))
              .reinterpretAsInts()
              .lanewise(VectorOperators.XOR, SIGN);
      high3 = high3.add(pair3.lanewise(VectorOperators.ASHR, 16));
      all3 = all3.add(pair3);
      at += lanes;
      k += 8;
      if ((i & last) == last) {
        var scale = IntVector.fromArray(I, data, at).reinterpretAsFloats();
        var whole0 = all0.sub(high0.lanewise(VectorOperators.LSHL, 16)).add(high0).sub(signs);
        total0 =
            ((FloatVector) whole0.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q])), total0);
        var whole1 = all1.sub(high1.lanewise(VectorOperators.LSHL, 16)).add(high1).sub(signs);
        total1 =
            ((FloatVector) whole1.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 1])), total1);
        var whole2 = all2.sub(high2.lanewise(VectorOperators.LSHL, 16)).add(high2).sub(signs);
        total2 =
            ((FloatVector) whole2.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 2])), total2);
        var whole3 = all3.sub(high3.lanewise(VectorOperators.LSHL, 16)).add(high3).sub(signs);
        total3 =
            ((FloatVector) whole3.convertShape(VectorOperators.I2F, F, 0))
                .fma(scale.mul(FloatVector.broadcast(F, scales[q + 3])), total3);
        high0 = IntVector.zero(I);
        all0 = high0;
        high1 = high0;
        all1 = high0;
        high2 = high0;
        all2 = high0;
        high3 = high0;
        all3 = high0;
        at += lanes;
        q += 4;
      }
    }
    total0.intoArray(out, to);
    total1.intoArray(out, to + stride);
    total2.intoArray(out, to + 2 * stride);
    total3.intoArray(out, to + 3 * stride);
  }
}
