package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of {@link WeightPanels} with {@link QuantizedActivations}. A lane of 16 bits is a row;
 * integer sums stay in 16 bits as long as they can. A vector of shorts seen as ints holds an even
 * row in the low half and an odd row in the high half of each int: everything with 32 bits comes in
 * pairs, first the even rows, then the odd ones.
 */
final class VectorWeightKernels {
  private static final VectorShape SHAPE =
      VectorShape.forBitSize(Math.max(128, VectorKernels.F.vectorBitSize()));
  static final VectorSpecies<Short> S = VectorSpecies.of(short.class, SHAPE);
  static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, SHAPE);
  static final VectorSpecies<Float> F = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Byte> B =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  /** Rows of a panel. */
  static final int LANES = S.length();

  /** Bytes of a vector. */
  static final int V = 2 * LANES;

  private static final int TILE = QuantizedActivations.TILE;

  private VectorWeightKernels() {}

  /** Products of panels [from, to) with all rows of x. */
  static void multiply(
      WeightPanels w, QuantizedActivations x, int from, int to, float[] out, int outFrom) {
    float[] sums = VectorScratchKernels.get().block(TILE * LANES);
    for (int p = from; p < to; p++) {
      for (int i = 0; i < x.rows(); i += x.tile(i)) {
        int tile = x.tile(i);
        java.util.Arrays.fill(sums, 0, tile * LANES, 0);
        if (tile == 1) {
          one(w, p, x, i, sums);
        } else {
          four(w, p, x, i, sums);
        }
        for (int j = 0; j < tile; j++) {
          store(sums, j * LANES, w, p, out, outFrom + (i + j) * w.rows());
        }
      }
    }
  }

  private static void one(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    switch (w.type()) {
      case Q8_0 -> VectorQ8Kernels.one(w, p, x, i, sums);
      case Q4_0 -> VectorQ4Kernels.one(w, p, x, i, sums);
      case Q4_K -> VectorQ4KKernels.one(w, p, x, i, sums);
      default -> VectorQ6KKernels.one(w, p, x, i, sums);
    }
  }

  private static void four(WeightPanels w, int p, QuantizedActivations x, int i, float[] sums) {
    switch (w.type()) {
      case Q8_0 -> VectorQ8Kernels.four(w, p, x, i, sums);
      case Q4_0 -> VectorQ4Kernels.four(w, p, x, i, sums);
      case Q4_K -> VectorQ4KKernels.four(w, p, x, i, sums);
      default -> VectorQ6KKernels.four(w, p, x, i, sums);
    }
  }

  /** Even rows, then odd rows, become rows of panel p. */
  private static void store(
      float[] sums, int from, WeightPanels w, int p, float[] out, int outFrom) {
    int first = p * LANES;
    int count = Math.min(LANES, w.rows() - first);
    for (int r = 0; r < count; r++) {
      out[outFrom + first + r] = sums[from + r / 2 + (r & 1) * (LANES / 2)];
    }
  }

  // ---- pieces of the kernels ----

  static ShortVector shorts(MemorySegment data, long at) {
    return ShortVector.fromMemorySegment(S, data, at, ByteOrder.LITTLE_ENDIAN);
  }

  static IntVector ints(MemorySegment data, long at) {
    return IntVector.fromMemorySegment(I, data, at, ByteOrder.LITTLE_ENDIAN);
  }

  /** A byte per row, widened. */
  static ShortVector bytes(MemorySegment data, long at) {
    return (ShortVector)
        ByteVector.fromMemorySegment(B, data, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.B2S, S, 0);
  }

  /** A number that is twice in an int, in all lanes. */
  static ShortVector twice(int[] x, int at) {
    return IntVector.broadcast(I, x[at]).reinterpretAsShorts();
  }

  /** The low half of each int, with its sign. */
  static IntVector even(IntVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16);
  }

  /** The high half of each int, with its sign. */
  static IntVector odd(IntVector pairs) {
    return pairs.lanewise(VectorOperators.ASHR, 16);
  }

  static FloatVector floats(IntVector values) {
    return (FloatVector) values.convertShape(VectorOperators.I2F, F, 0);
  }

  /** fp16 in the low half of each int. Infinities and NaN were refused. */
  static FloatVector evenHalf(IntVector pairs) {
    return half(pairs.lanewise(VectorOperators.LSHL, 16));
  }

  /** fp16 in the high half of each int. */
  static FloatVector oddHalf(IntVector pairs) {
    return half(pairs);
  }

  /**
   * Sign, exponent and mantissa move to where a float has them; its exponent counts from 2^-127.
   */
  private static FloatVector half(IntVector high) {
    return high.lanewise(VectorOperators.ASHR, 3)
        .and(0x8FFFE000)
        .reinterpretAsFloats()
        .mul(0x1p112f);
  }
}
