package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Rounds vectors to {@link EightBitVectors}, as {@link ScalarEightBitKernels#round} does. Added to
 * 1.5 * 2^23, a number leaves its nearest integer, ties to even, in the lowest bits.
 */
final class VectorRoundingKernels {
  private static final int LANES = I.length();
  private static final float ROUND = 0x1.8p23f;
  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /** Of two vectors' codes, those in the lower halves of pairs, in order; for bytes and nibbles. */
  private static final VectorShuffle<Integer> BYTES_LOW =
      VectorShuffle.fromOp(I, i -> from(4 * (i >> 1) + (i & 1)));

  private static final VectorShuffle<Integer> BYTES_HIGH =
      VectorShuffle.fromOp(I, i -> from(4 * (i >> 1) + (i & 1) + 2));

  private static final VectorShuffle<Integer> NIBBLES_LOW =
      VectorShuffle.fromOp(I, i -> from(4 * (i >> 2) + (i >> 1 & 1) + LANES * (i & 1)));

  private static final VectorShuffle<Integer> NIBBLES_HIGH =
      VectorShuffle.fromOp(I, i -> from(4 * (i >> 2) + (i >> 1 & 1) + LANES * (i & 1) + 2));

  private VectorRoundingKernels() {}

  /** Place i of two vectors, as rearrange counts: those of the second are below zero. */
  private static int from(int i) {
    return i < LANES ? i : i - 2 * LANES;
  }

  /** Vector number {@code vector} of {@code to}, from x. */
  static void round(EightBitVectors to, EightBitRows w, float[] x, int from, int vector) {
    int first = to.firstOfTile(vector);
    int tile = EightBitVectors.tile(first, to.n());
    int group = to.groupsFrom(first) + vector - first;
    int groups = 32 / w.groupColumns();
    boolean offset = w.type() == WeightType.Q4_0;
    int[] rounded = PanelBuffer.of(w.columns());
    int code = to.codesFrom(first) + vector - first;
    int[] pairs = tile == 1 ? to.codes() : rounded;
    int pair = tile == 1 ? code : 0;
    for (int k = 0; k < w.columns(); k += 32) {
      float largest = largest(x, from + k);
      float scale = EightBitVectors.scale(largest);
      int sum = codes(x, from + k, scale > 0 ? 127 / largest : 0, rounded, k);
      if (w.nibbles()) {
        nibbles(rounded, k, pairs, pair + k / 2);
      } else {
        bytes(rounded, k, pairs, pair + k / 2);
      }
      for (int g = 0; g < groups; g++, group += tile) {
        to.scales()[group] = scale;
        to.starts()[group] = offset ? -8 * sum : 0;
        to.sums()[group] = scale * sum;
      }
    }
    if (tile > 1) {
      for (int i = 0; i < w.columns() / 2; i++) {
        to.codes()[code + i * tile] = rounded[i];
      }
    }
  }

  /** Compared as whole numbers, of which NaN is the largest. */
  private static float largest(float[] x, int from) {
    var largest = IntVector.zero(I);
    for (int k = 0; k < 32; k += LANES) {
      var bits = FloatVector.fromArray(F, x, from + k).reinterpretAsInts();
      largest = largest.max(bits.and(Integer.MAX_VALUE));
    }
    return Float.intBitsToFloat(largest.reduceLanes(VectorOperators.MAX));
  }

  /** 32 codes in ints whose upper halves mean nothing; their sum. */
  private static int codes(float[] x, int from, float factor, int[] out, int to) {
    var sum = IntVector.zero(I);
    for (int k = 0; k < 32; k += LANES) {
      var code = FloatVector.fromArray(F, x, from + k).mul(factor).add(ROUND).reinterpretAsInts();
      code.intoArray(out, to + k);
      sum = sum.add(code.sub(ROUND_BITS));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /** In place, if the arrays are one: what is written was read. */
  private static void bytes(int[] codes, int from, int[] pairs, int to) {
    for (int k = 0; k < 16; k += LANES) {
      var a = IntVector.fromArray(I, codes, from + 2 * k);
      var b = IntVector.fromArray(I, codes, from + 2 * k + LANES);
      a.rearrange(BYTES_LOW, b)
          .and(0xFFFF)
          .or(a.rearrange(BYTES_HIGH, b).lanewise(VectorOperators.LSHL, 16))
          .intoArray(pairs, to + k);
    }
  }

  private static void nibbles(int[] codes, int from, int[] pairs, int to) {
    for (int k = 0; k < 16; k += LANES) {
      var a = IntVector.fromArray(I, codes, from + k);
      var b = IntVector.fromArray(I, codes, from + k + 16);
      a.rearrange(NIBBLES_LOW, b)
          .and(0xFFFF)
          .or(a.rearrange(NIBBLES_HIGH, b).lanewise(VectorOperators.LSHL, 16))
          .intoArray(pairs, to + k);
    }
  }
}
