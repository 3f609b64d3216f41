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
 * Weights where they lie times floats, and weights as floats. Lanes run along a row, so the last
 * bits of a sum depend on the vector width.
 */
final class VectorRowKernels {
  static final VectorSpecies<Float> F = VectorWeightKernels.F;
  private static final VectorSpecies<Integer> I = VectorWeightKernels.I;
  static final int L = F.length();

  /** A quarter of a vector, which must be at least 64 bits. */
  private static final boolean BYTES = L >= 8;

  private static final VectorSpecies<Byte> B =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(BYTES ? F.vectorBitSize() / 4 : F.vectorBitSize()));

  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(F.vectorBitSize() / 2));

  private VectorRowKernels() {}

  static float dot(WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n) {
    if (!type.isFloat() && !BYTES) {
      var values = RowBuffer.of(n);
      ScalarRowKernels.decode(type, w, at, n, values, 0);
      return VectorReductionKernels.dot(values, 0, x, xFrom, n);
    }
    return switch (type) {
      case F32, F16, BF16 -> floatRow(type, w, at, x, xFrom, n);
      case Q8_0 -> q8(w, at, x, xFrom, n / 32);
      case Q4_0 -> q4(w, at, x, xFrom, n / 32);
      case Q4_K -> VectorRowKKernels.q4(w, at, x, xFrom, n / 256);
      case Q6_K -> VectorRowKKernels.q6(w, at, x, xFrom, n / 256);
    };
  }

  static void decode(WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom) {
    if (!type.isFloat() && !BYTES) {
      ScalarRowKernels.decode(type, w, at, n, out, outFrom);
      return;
    }
    switch (type) {
      case F32, F16, BF16 -> decodeFloats(type, w, at, n, out, outFrom);
      case Q8_0 -> decodeQ8(w, at, n / 32, out, outFrom);
      case Q4_0 -> decodeQ4(w, at, n / 32, out, outFrom);
      case Q4_K -> VectorRowKKernels.decodeQ4(w, at, n / 256, out, outFrom);
      case Q6_K -> VectorRowKKernels.decodeQ6(w, at, n / 256, out, outFrom);
    }
  }

  // ---- pieces ----

  static float scale(MemorySegment w, long at) {
    return Float.float16ToFloat(w.get(WeightBlock.SHORT, at));
  }

  static FloatVector spread(float value) {
    return FloatVector.broadcast(F, value);
  }

  static FloatVector x(float[] x, int at) {
    return FloatVector.fromArray(F, x, at);
  }

  /** Signed bytes. */
  private static FloatVector bytes(MemorySegment w, long at) {
    return (FloatVector)
        ByteVector.fromMemorySegment(B, w, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.B2F, F, 0);
  }

  /** Unsigned bytes. */
  static IntVector whole(MemorySegment w, long at) {
    return (IntVector)
        ByteVector.fromMemorySegment(B, w, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 0);
  }

  static FloatVector floats(IntVector codes) {
    return (FloatVector) codes.convertShape(VectorOperators.I2F, F, 0);
  }

  // ---- blocks of 32 ----

  private static float q8(MemorySegment w, long at, float[] x, int xFrom, int blocks) {
    var sum = FloatVector.zero(F);
    for (int b = 0; b < blocks; b++) {
      long block = at + 34L * b;
      int k = xFrom + 32 * b;
      var part = bytes(w, block + 2).mul(x(x, k));
      for (int j = L; j < 32; j += L) {
        part = bytes(w, block + 2 + j).fma(x(x, k + j), part);
      }
      sum = part.fma(spread(scale(w, block)), sum);
    }
    return VectorSumKernels.sum(sum);
  }

  private static void decodeQ8(MemorySegment w, long at, int blocks, float[] out, int outFrom) {
    for (int b = 0; b < blocks; b++) {
      long block = at + 34L * b;
      var scale = spread(scale(w, block));
      for (int j = 0; j < 32; j += L) {
        bytes(w, block + 2 + j).mul(scale).intoArray(out, outFrom + 32 * b + j);
      }
    }
  }

  private static float q4(MemorySegment w, long at, float[] x, int xFrom, int blocks) {
    var sum = FloatVector.zero(F);
    for (int b = 0; b < blocks; b++) {
      long block = at + 18L * b;
      int k = xFrom + 32 * b;
      var part = FloatVector.zero(F);
      for (int j = 0; j < 16; j += L) {
        var pairs = whole(w, block + 2 + j);
        part = floats(pairs.and(15).sub(8)).fma(x(x, k + j), part);
        part = floats(pairs.lanewise(VectorOperators.LSHR, 4).sub(8)).fma(x(x, k + 16 + j), part);
      }
      sum = part.fma(spread(scale(w, block)), sum);
    }
    return VectorSumKernels.sum(sum);
  }

  private static void decodeQ4(MemorySegment w, long at, int blocks, float[] out, int outFrom) {
    for (int b = 0; b < blocks; b++) {
      long block = at + 18L * b;
      int k = outFrom + 32 * b;
      var scale = spread(scale(w, block));
      for (int j = 0; j < 16; j += L) {
        var pairs = whole(w, block + 2 + j);
        floats(pairs.and(15).sub(8)).mul(scale).intoArray(out, k + j);
        floats(pairs.lanewise(VectorOperators.LSHR, 4).sub(8))
            .mul(scale)
            .intoArray(out, k + 16 + j);
      }
    }
  }

  // ---- floats ----

  private static float floatRow(
      WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n) {
    int whole = n / (2 * L) * 2 * L;
    int step = type.blockBytes();
    float sum =
        switch (type) {
          case F16 -> halves(w, at, x, xFrom, whole);
          case BF16 -> brains(w, at, x, xFrom, whole);
          default -> singles(w, at, x, xFrom, whole);
        };
    for (int i = whole; i < n; i++) {
      sum = Math.fma(WeightKernels.number(type, w, at + (long) i * step), x[xFrom + i], sum);
    }
    return sum;
  }

  private static float singles(MemorySegment w, long at, float[] x, int xFrom, int n) {
    var a = FloatVector.zero(F);
    var b = a;
    for (int i = 0; i < n; i += 2 * L) {
      a = single(w, at + 4L * i).fma(x(x, xFrom + i), a);
      b = single(w, at + 4L * (i + L)).fma(x(x, xFrom + i + L), b);
    }
    return VectorSumKernels.sum(a.add(b));
  }

  private static float halves(MemorySegment w, long at, float[] x, int xFrom, int n) {
    var a = FloatVector.zero(F);
    var b = a;
    for (int i = 0; i < n; i += 2 * L) {
      a = half(w, at + 2L * i).fma(x(x, xFrom + i), a);
      b = half(w, at + 2L * (i + L)).fma(x(x, xFrom + i + L), b);
    }
    return VectorSumKernels.sum(a.add(b));
  }

  private static float brains(MemorySegment w, long at, float[] x, int xFrom, int n) {
    var a = FloatVector.zero(F);
    var b = a;
    for (int i = 0; i < n; i += 2 * L) {
      a = brain(w, at + 2L * i).fma(x(x, xFrom + i), a);
      b = brain(w, at + 2L * (i + L)).fma(x(x, xFrom + i + L), b);
    }
    return VectorSumKernels.sum(a.add(b));
  }

  private static void decodeFloats(
      WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom) {
    int i = 0;
    for (; i <= n - L; i += L) {
      var values =
          switch (type) {
            case F16 -> half(w, at + 2L * i);
            case BF16 -> brain(w, at + 2L * i);
            default -> single(w, at + 4L * i);
          };
      values.intoArray(out, outFrom + i);
    }
    for (; i < n; i++) {
      out[outFrom + i] = WeightKernels.number(type, w, at + (long) i * type.blockBytes());
    }
  }

  private static FloatVector single(MemorySegment w, long at) {
    return FloatVector.fromMemorySegment(F, w, at, ByteOrder.LITTLE_ENDIAN);
  }

  /** 16 bits each, moved to the high half of an int. */
  private static IntVector high(MemorySegment w, long at) {
    var shorts = ShortVector.fromMemorySegment(HALVES, w, at, ByteOrder.LITTLE_ENDIAN);
    return ((IntVector) shorts.convertShape(VectorOperators.S2I, I, 0))
        .lanewise(VectorOperators.LSHL, 16);
  }

  private static FloatVector brain(MemorySegment w, long at) {
    return high(w, at).reinterpretAsFloats();
  }

  /** fp16 to float; an exponent of ones stays one. */
  private static FloatVector half(MemorySegment w, long at) {
    var high = high(w, at);
    var special = high.and(0x7C000000).eq(0x7C000000);
    return VectorWeightKernels.half(high)
        .reinterpretAsInts()
        .lanewise(VectorOperators.OR, 0x7F800000, special)
        .reinterpretAsFloats();
  }
}
