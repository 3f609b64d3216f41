package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
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

  /** Units whose whole-number sums wait in a buffer for their scales. */
  private static final int CHUNK = 8;

  /** Products of panels [from, to) with all rows of x. */
  static void multiply(
      WeightPanels w, QuantizedActivations x, int from, int to, float[] out, int outFrom) {
    var scratch = VectorScratchKernels.get();
    float[] totals = scratch.block(TILE * LANES);
    short[] sums = scratch.sums(CHUNK * TILE * 4 * LANES);
    for (int p = from; p < to; p++) {
      for (int i = 0; i < x.rows(); i += x.tile(i)) {
        int tile = x.tile(i);
        Arrays.fill(totals, 0, tile * LANES, 0);
        panel(w, w.start(p), x, i, tile, sums, totals);
        for (int j = 0; j < tile; j++) {
          store(totals, j * LANES, w, p, out, outFrom + (i + j) * w.rows());
        }
      }
    }
  }

  /**
   * totals += a panel times the rows of a tile.
   *
   * <p>Sums and scales are two methods, and each is short: when the compiler meets a method with
   * more vector operations than it likes, it stops inlining them and puts vectors on the heap.
   *
   * @param sums scratch, {@code [units][tile][lanes]}, or 2 (Q8_0) or 4 (Q6_K) such vectors
   * @param totals {@code [tile][lanes]}, even rows before odd rows
   */
  private static void panel(
      WeightPanels w,
      long at,
      QuantizedActivations x,
      int i,
      int tile,
      short[] sums,
      float[] totals) {
    var data = w.data();
    var type = w.type();
    int all = w.columns() / WeightType.UNIT;
    int k = x.index(i, x.columns());
    int scale = x.index(i, all);
    int eights = x.index(i, 4 * all);
    for (int u = 0; u < all; u += CHUNK) {
      int units = Math.min(CHUNK, all - u);
      switch (type) {
        case Q8_0 -> {
          VectorQ8Kernels.sums(data, at, units, tile, x.codes(), k, sums);
          VectorQ8Kernels.add(data, at, units, tile, x.scales(), scale, sums, totals);
        }
        case Q4_0 -> {
          VectorQ4Kernels.sums(data, at, units, tile, x.codes(), k, x.offsets(), scale, sums);
          VectorQ4Kernels.add(data, at, units, tile, x.scales(), scale, sums, totals);
        }
        case Q4_K -> {
          long first = at + 2L * V;
          VectorQ4Kernels.sums(data, first, units, tile, x.codes(), k, x.offsets(), scale, sums);
          VectorQ4KKernels.add(data, at, tile, x, scale, sums, totals);
        }
        default -> {
          VectorQ6KKernels.sums(data, at, tile, x.codes(), k, x.eights(), eights, sums);
          VectorQ6KKernels.add(data, at, tile, x.scales(), scale, sums, totals);
        }
      }
      at += (long) LANES * (type.headBytes() + units * type.unitBytes());
      k += units * WeightType.UNIT * tile;
      scale += units * tile;
      eights += 4 * units * tile;
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

  /** Vector {@code i} of a buffer, as pairs. */
  static IntVector pairs(short[] sums, int i) {
    return ShortVector.fromArray(S, sums, i * LANES).reinterpretAsInts();
  }

  /** {@code totals += sums * (d * scale)}. */
  static void add(IntVector sums, FloatVector d, float scale, float[] totals, int at) {
    floats(sums).fma(d.mul(scale), FloatVector.fromArray(F, totals, at)).intoArray(totals, at);
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
