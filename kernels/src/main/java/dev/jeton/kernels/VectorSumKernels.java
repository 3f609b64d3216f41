package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The sum of a vector's lanes. */
final class VectorSumKernels {
  private static final VectorSpecies<Float> F = VectorWeightKernels.F;
  private static final int L = F.length();
  private static final VectorShuffle<Float> EIGHT = turned(8);
  private static final VectorShuffle<Float> FOUR = turned(4);
  private static final VectorShuffle<Float> TWO = turned(2);
  private static final VectorShuffle<Float> ONE = turned(1);

  private VectorSumKernels() {}

  /** Lane i + n at place i. */
  private static VectorShuffle<Float> turned(int n) {
    return VectorShuffle.fromOp(F, i -> (i + n) % L);
  }

  /**
   * The sum, halves added to halves: {@code reduceLanes} promises no order, and gave other last
   * bits before and after a method was compiled.
   */
  static float sum(FloatVector lanes) {
    if (lanes.length() < L) { // two, whose order is all the same
      return lanes.reduceLanes(VectorOperators.ADD);
    }
    var sum = lanes;
    if (L >= 16) {
      sum = sum.add(sum.rearrange(EIGHT));
    }
    if (L >= 8) {
      sum = sum.add(sum.rearrange(FOUR));
    }
    sum = sum.add(sum.rearrange(TWO));
    return sum.add(sum.rearrange(ONE)).lane(0);
  }
}
