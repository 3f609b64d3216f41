package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Scales of a block of Q4_K; its sums are those of {@link VectorQ4Kernels}, less 8 times x. */
final class VectorQ4KKernels {
  private static final int LANES = VectorWeightKernels.LANES;
  private static final int V = VectorWeightKernels.V;

  private VectorQ4KKernels() {}

  /** {@code totals += (sums + 8 x) * (d * s * scale) - dmin * m * x}, unit after unit. */
  static void add(
      MemorySegment data,
      long at,
      int tile,
      QuantizedActivations x,
      int scale,
      short[] sums,
      float[] totals) {
    var d = VectorWeightKernels.ints(data, at);
    var dmin = VectorWeightKernels.ints(data, at + V);
    half(
        data,
        at,
        VectorWeightKernels.evenHalf(d),
        VectorWeightKernels.evenHalf(dmin),
        false,
        tile,
        x,
        scale,
        sums,
        totals);
    half(
        data,
        at,
        VectorWeightKernels.oddHalf(d),
        VectorWeightKernels.oddHalf(dmin),
        true,
        tile,
        x,
        scale,
        sums,
        totals);
  }

  /** Even or odd rows: an int holds s and m of an even row, then s and m of an odd one. */
  private static void half(
      MemorySegment data,
      long at,
      FloatVector d,
      FloatVector dmin,
      boolean odd,
      int tile,
      QuantizedActivations x,
      int scale,
      short[] sums,
      float[] totals) {
    int up = odd ? 16 : 0;
    int to = odd ? LANES / 2 : 0;
    int sign = 16 - up; // brings the half of a pair to the top, from where it comes down signed
    for (int u = 0, i = 0; u < 8; u++) {
      var bytes = VectorWeightKernels.ints(data, at + (2L + 9 * u) * V);
      bytes = bytes.lanewise(VectorOperators.LSHR, up);
      var s = d.mul(VectorWeightKernels.floats(bytes.and(0xFF)));
      bytes = bytes.lanewise(VectorOperators.LSHR, 8);
      var m = dmin.mul(VectorWeightKernels.floats(bytes.and(0xFF)));
      for (int j = 0; j < tile; j++, i++) {
        IntVector sum =
            VectorWeightKernels.pairs(sums, i)
                .lanewise(VectorOperators.LSHL, sign)
                .lanewise(VectorOperators.ASHR, 16)
                .add(-(short) x.offsets()[scale + i]);
        int k = to + j * LANES;
        VectorWeightKernels.add(sum, s, x.scales()[scale + i], totals, k);
        m.fma(
                FloatVector.broadcast(VectorWeightKernels.F, x.sums()[scale + i]),
                FloatVector.fromArray(VectorWeightKernels.F, totals, k))
            .intoArray(totals, k);
      }
    }
  }
}
