package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;
import static dev.jeton.kernels.VectorWeightKernels.S;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of {@link EightBitRows} with one vector. An int lane is a block of 32 weights, and holds
 * two sums of 16 bits, which hold what is summed: 2 * 128 * 127 or 4 * 15 * 127 at most.
 */
final class VectorEightBitKernels {
  static final int LANES = I.length();

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  /** Bytes of a vector. */
  private static final int V = 4 * LANES;

  private VectorEightBitKernels() {}

  static void multiply(
      EightBitRows w, EightBitVector x, int from, int to, float[] out, int outFrom) {
    var data = w.data();
    int groups = w.groups();
    long heads = (long) groups * V;
    float[] both = VectorScratchKernels.get().block(groups * LANES);
    float[] lanes = VectorScratchKernels.get().tile();
    for (int r = from; r < to; r++) {
      long at = r * w.rowBytes();
      switch (w.type()) {
        case Q8_0 -> {
          scales(data, at, groups, x.scales, both);
          q8(data, at + heads, 8 * groups, x.codes, both, lanes);
        }
        case Q4_0 -> {
          sums(data, at, groups, x.sums, x.scales, lanes);
          q4(data, at, at + heads, 4 * groups, x.codes, x.scales, lanes);
        }
        default -> {
          sums(data, at + heads, groups, x.sums, x.scales, lanes);
          q4(data, at, at + 2 * heads, 4 * groups, x.codes, x.scales, lanes);
        }
      }
      out[outFrom + r] = folded(lanes);
    }
  }

  /** The sum of lanes in an order that is always the same: {@code reduceLanes} has no such. */
  private static float folded(float[] lanes) {
    if (LANES == 16) {
      fold(EIGHT, lanes);
    }
    if (LANES >= 8) {
      fold(FOUR, lanes);
    }
    return lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
  }

  private static void fold(VectorSpecies<Float> half, float[] lanes) {
    FloatVector.fromArray(half, lanes, 0)
        .add(FloatVector.fromArray(half, lanes, half.length()))
        .intoArray(lanes, 0);
  }

  // The loops are flat and short: when the compiler meets a method with more vector operations than
  // it likes, it stops inlining them and puts vectors on the heap.

  private static void scales(MemorySegment data, long at, int n, float[] scales, float[] out) {
    for (int g = 0; g < n; g++) {
      floats(data, at + (long) V * g)
          .mul(FloatVector.fromArray(F, scales, g * LANES))
          .intoArray(out, g * LANES);
    }
  }

  private static void q8(
      MemorySegment data, long words, int n, short[] codes, float[] scales, float[] lanes) {
    var sum = FloatVector.zero(F);
    for (int i = 0; i < n; i++) {
      int k = i * 4 * LANES;
      var two = ints(data, words + (long) V * i).reinterpretAsShorts();
      var both =
          two.lanewise(VectorOperators.LSHL, 8)
              .lanewise(VectorOperators.ASHR, 8)
              .mul(x(codes, k))
              .add(two.lanewise(VectorOperators.ASHR, 8).mul(x(codes, k + 2 * LANES)))
              .reinterpretAsInts();
      var whole =
          both.lanewise(VectorOperators.LSHL, 16)
              .lanewise(VectorOperators.ASHR, 16)
              .add(both.lanewise(VectorOperators.ASHR, 16));
      sum =
          ((FloatVector) whole.convertShape(VectorOperators.I2F, F, 0))
              .fma(FloatVector.fromArray(F, scales, (i >> 3) * LANES), sum);
    }
    sum.intoArray(lanes, 0);
  }

  private static void q4(
      MemorySegment data,
      long at,
      long words,
      int n,
      short[] codes,
      float[] scales,
      float[] lanes) {
    var sum = FloatVector.fromArray(F, lanes, 0); // of sums
    for (int i = 0; i < n; i++) {
      int g = i >> 2;
      int k = i * 8 * LANES;
      var word = ints(data, words + (long) V * i);
      var both =
          nibbles(word)
              .mul(x(codes, k))
              .add(nibbles(word.lanewise(VectorOperators.LSHR, 4)).mul(x(codes, k + 2 * LANES)))
              .add(
                  nibbles(word.lanewise(VectorOperators.LSHR, 8))
                      .mul(x(codes, k + 4 * LANES))
                      .add(
                          nibbles(word.lanewise(VectorOperators.LSHR, 12))
                              .mul(x(codes, k + 6 * LANES))))
              .reinterpretAsInts();
      var whole =
          both.lanewise(VectorOperators.LSHL, 16)
              .lanewise(VectorOperators.ASHR, 16)
              .add(both.lanewise(VectorOperators.ASHR, 16));
      sum =
          ((FloatVector) whole.convertShape(VectorOperators.I2F, F, 0))
              .fma(
                  floats(data, at + (long) V * g).mul(FloatVector.fromArray(F, scales, g * LANES)),
                  sum);
    }
    sum.intoArray(lanes, 0);
  }

  /** What all codes of a block have in common, times the sum of the block of x. */
  private static void sums(
      MemorySegment data, long at, int n, int[] sums, float[] scales, float[] lanes) {
    var sum = FloatVector.zero(F);
    for (int g = 0; g < n; g++) {
      var whole = IntVector.fromArray(I, sums, g * LANES);
      sum =
          ((FloatVector) whole.convertShape(VectorOperators.I2F, F, 0))
              .fma(
                  floats(data, at + (long) V * g).mul(FloatVector.fromArray(F, scales, g * LANES)),
                  sum);
    }
    sum.intoArray(lanes, 0);
  }

  private static FloatVector floats(MemorySegment data, long at) {
    return FloatVector.fromMemorySegment(F, data, at, ByteOrder.LITTLE_ENDIAN);
  }

  private static IntVector ints(MemorySegment data, long at) {
    return IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN);
  }

  /** The lowest 4 bits of each 16. */
  private static ShortVector nibbles(IntVector words) {
    return words.and(0xF000F).reinterpretAsShorts();
  }

  private static ShortVector x(short[] codes, int at) {
    return ShortVector.fromArray(S, codes, at);
  }
}
