package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of the kernels for language models' weights: see {@link WeightWidth}. */
final class VectorWeightKernels {
  private static final VectorShape SHAPE =
      VectorShape.forBitSize(VectorWidthKernels.choice().bits());
  static final VectorSpecies<Short> S = VectorSpecies.of(short.class, SHAPE);
  static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
  static final VectorSpecies<Float> F = VectorSpecies.of(float.class, SHAPE);

  private VectorWeightKernels() {}

  /**
   * fp16 in the high half of each int, but for infinities and NaN.
   *
   * <p>Sign, exponent and mantissa move to where a float has them; its exponent counts from 2^-127.
   */
  static FloatVector half(IntVector high) {
    return high.lanewise(VectorOperators.ASHR, 3)
        .and(0x8FFFE000)
        .reinterpretAsFloats()
        .mul(0x1p112f);
  }
}
