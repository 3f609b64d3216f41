package dev.jeton.kernels;

import static dev.jeton.kernels.VectorRowKernels.F;
import static dev.jeton.kernels.VectorRowKernels.L;
import static dev.jeton.kernels.VectorRowKernels.floats;
import static dev.jeton.kernels.VectorRowKernels.scale;
import static dev.jeton.kernels.VectorRowKernels.spread;
import static dev.jeton.kernels.VectorRowKernels.whole;
import static dev.jeton.kernels.VectorRowKernels.x;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** As {@link VectorRowKernels}, for blocks of 256 with scales of scales. */
final class VectorRowKKernels {
  private VectorRowKKernels() {}

  /** Scales of the 8 groups of a block of Q4_K, a byte each, the first lowest. */
  private static long scales(MemorySegment w, long block) {
    int low = w.get(WeightBlock.INT, block + 4);
    int high = w.get(WeightBlock.INT, block + 12);
    return low & 0x3F3F3F3FL | (long) (high & 0x0F0F0F0F | low >>> 2 & 0x30303030) << 32;
  }

  /** What is taken away, likewise. */
  private static long mins(MemorySegment w, long block) {
    int low = w.get(WeightBlock.INT, block + 8);
    int high = w.get(WeightBlock.INT, block + 12);
    return low & 0x3F3F3F3FL | (long) (high >>> 4 & 0x0F0F0F0F | low >>> 2 & 0x30303030) << 32;
  }

  static float q4(MemorySegment w, long at, float[] x, int xFrom, int blocks) {
    var sum = FloatVector.zero(F);
    for (int b = 0; b < blocks; b++) {
      long block = at + 144L * b;
      float d = scale(w, block);
      float least = scale(w, block + 2);
      long scales = scales(w, block);
      long mins = mins(w, block);
      for (int c = 0; c < 4; c++) {
        long codes = block + 16 + 32 * c;
        int k = xFrom + 256 * b + 64 * c;
        int shift = 16 * c;
        sum = group(w, codes, x, k, 0, d * (scales >>> shift & 63), sum);
        sum = group(w, codes, x, k + 32, 4, d * (scales >>> shift + 8 & 63), sum);
        sum = taken(x, k, -least * (mins >>> shift & 63), sum);
        sum = taken(x, k + 32, -least * (mins >>> shift + 8 & 63), sum);
      }
    }
    return VectorSumKernels.sum(sum);
  }

  /** {@code sum + scale * codes . x} for 32 numbers whose codes begin at bit {@code shift}. */
  private static FloatVector group(
      MemorySegment w, long codes, float[] x, int k, int shift, float scale, FloatVector sum) {
    var part = FloatVector.zero(F);
    for (int j = 0; j < 32; j += L) {
      var nibbles = whole(w, codes + j).lanewise(VectorOperators.LSHR, shift).and(15);
      part = floats(nibbles).fma(x(x, k + j), part);
    }
    return part.fma(spread(scale), sum);
  }

  private static FloatVector taken(float[] x, int k, float least, FloatVector sum) {
    var part = x(x, k);
    for (int j = L; j < 32; j += L) {
      part = part.add(x(x, k + j));
    }
    return part.fma(spread(least), sum);
  }

  static void decodeQ4(MemorySegment w, long at, int blocks, float[] out, int outFrom) {
    for (int b = 0; b < blocks; b++) {
      long block = at + 144L * b;
      float d = scale(w, block);
      float least = scale(w, block + 2);
      long scales = scales(w, block);
      long mins = mins(w, block);
      for (int g = 0; g < 8; g++) {
        long codes = block + 16 + 32 * (g >> 1);
        var step = spread(d * (scales >>> 8 * g & 63));
        var min = spread(-least * (mins >>> 8 * g & 63));
        for (int j = 0; j < 32; j += L) {
          var nibbles = whole(w, codes + j).lanewise(VectorOperators.LSHR, 4 * (g & 1)).and(15);
          floats(nibbles).fma(step, min).intoArray(out, outFrom + 256 * b + 32 * g + j);
        }
      }
    }
  }

  static float q6(MemorySegment w, long at, float[] x, int xFrom, int blocks) {
    var sum = FloatVector.zero(F);
    for (int b = 0; b < blocks; b++) {
      long block = at + 210L * b;
      float d = scale(w, block + 208);
      for (int r = 0; r < 8; r++) {
        int k = xFrom + 256 * b + 32 * r;
        for (int j = 0; j < 32; j += L) {
          var part = codes(w, block, r, j).mul(x(x, k + j));
          sum = part.fma(spread(d * scale6(w, block, 2 * r + (j >> 4))), sum);
        }
      }
    }
    return VectorSumKernels.sum(sum);
  }

  static void decodeQ6(MemorySegment w, long at, int blocks, float[] out, int outFrom) {
    for (int b = 0; b < blocks; b++) {
      long block = at + 210L * b;
      float d = scale(w, block + 208);
      for (int r = 0; r < 8; r++) {
        int k = outFrom + 256 * b + 32 * r;
        for (int j = 0; j < 32; j += L) {
          codes(w, block, r, j)
              .mul(spread(d * scale6(w, block, 2 * r + (j >> 4))))
              .intoArray(out, k + j);
        }
      }
    }
  }

  private static int scale6(MemorySegment w, long block, int group) {
    return w.get(ValueLayout.JAVA_BYTE, block + 192 + group);
  }

  /** Codes of numbers {@code 32 r + j} and on. */
  private static FloatVector codes(MemorySegment w, long block, int r, int j) {
    int half = r >> 2;
    var low =
        whole(w, block + 64 * half + 32 * (r & 1) + j)
            .lanewise(VectorOperators.LSHR, 2 * (r & 2))
            .and(15);
    var high =
        whole(w, block + 128 + 32 * half + j)
            .lanewise(VectorOperators.LSHR, 2 * (r & 3))
            .and(3)
            .lanewise(VectorOperators.LSHL, 4);
    return floats(low.or(high).sub(32));
  }
}
