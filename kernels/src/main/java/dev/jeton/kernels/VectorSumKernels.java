package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The sum of a vector's lanes, 2 to 16 of them. */
final class VectorSumKernels {
  private static final VectorShuffle<Float> EIGHT_OF_16 = turned(FloatVector.SPECIES_512, 8);
  private static final VectorShuffle<Float> FOUR_OF_16 = turned(FloatVector.SPECIES_512, 4);
  private static final VectorShuffle<Float> TWO_OF_16 = turned(FloatVector.SPECIES_512, 2);
  private static final VectorShuffle<Float> ONE_OF_16 = turned(FloatVector.SPECIES_512, 1);
  private static final VectorShuffle<Float> FOUR_OF_8 = turned(FloatVector.SPECIES_256, 4);
  private static final VectorShuffle<Float> TWO_OF_8 = turned(FloatVector.SPECIES_256, 2);
  private static final VectorShuffle<Float> ONE_OF_8 = turned(FloatVector.SPECIES_256, 1);
  private static final VectorShuffle<Float> TWO_OF_4 = turned(FloatVector.SPECIES_128, 2);
  private static final VectorShuffle<Float> ONE_OF_4 = turned(FloatVector.SPECIES_128, 1);

  private VectorSumKernels() {}

  /** Lane i + n at place i. */
  private static VectorShuffle<Float> turned(VectorSpecies<Float> species, int n) {
    return VectorShuffle.fromOp(species, i -> (i + n) % species.length());
  }

  /**
   * The sum, halves added to halves: {@code reduceLanes} promises no order, and gave other last
   * bits before and after a method was compiled.
   */
  static float sum(FloatVector lanes) {
    var sum = lanes;
    if (lanes.length() == 16) {
      sum = sum.add(sum.rearrange(EIGHT_OF_16));
      sum = sum.add(sum.rearrange(FOUR_OF_16));
      sum = sum.add(sum.rearrange(TWO_OF_16));
      return sum.add(sum.rearrange(ONE_OF_16)).lane(0);
    }
    if (lanes.length() == 8) {
      sum = sum.add(sum.rearrange(FOUR_OF_8));
      sum = sum.add(sum.rearrange(TWO_OF_8));
      return sum.add(sum.rearrange(ONE_OF_8)).lane(0);
    }
    if (lanes.length() == 4) {
      sum = sum.add(sum.rearrange(TWO_OF_4));
      return sum.add(sum.rearrange(ONE_OF_4)).lane(0);
    }
    return lanes.reduceLanes(VectorOperators.ADD); // of two, in any order the same
  }
}
