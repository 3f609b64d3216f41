package dev.jeton.kernels;

import static dev.jeton.kernels.VectorWeightKernels.F;
import static dev.jeton.kernels.VectorWeightKernels.I;

import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Products of {@link EightBitRows} with {@link EightBitVectors}, a tile of vectors at a time, so
 * that weights are taken apart once for all of them. An int lane is a block of 32 weights. What is
 * summed, and in which order, does not depend on the tile.
 */
final class VectorEightBitKernels {
  static final int LANES = I.length();

  /** Bytes of a vector. */
  static final int V = 4 * LANES;

  /** Floats of {@code [LANES rows][LANES]}. */
  static final int ROWS = LANES * LANES;

  private static final int TILE = 4;

  private VectorEightBitKernels() {}

  /** Rows [from, to) of w times all vectors: {@code out[outFrom + i * rows + r]}. */
  static void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    float[] totals = VectorScratchKernels.get().block(TILE * ROWS + LANES);
    if (w.groups() == 0) {
      Arrays.fill(out, outFrom, outFrom + x.n() * w.rows(), 0);
      return;
    }
    for (int r = from; r < to; r += LANES) {
      int count = Math.min(LANES, to - r);
      for (int i = 0; i < x.n(); ) {
        int tile = EightBitVectors.tile(i, x.n());
        switch (w.type()) {
          case Q8_0 -> bytes(w, r, count, x, x.block(i), tile, totals);
          case Q6_K -> sixBits(w, r, count, x, x.block(i), tile, totals);
          default -> nibbles(w, r, count, x, x.block(i), tile, totals);
        }
        for (int t = 0; t < tile; t++) {
          store(totals, t, out, outFrom + (i + t) * w.rows() + r, count);
        }
        i += tile;
      }
    }
  }

  /**
   * Rows times a tile, one sum for each lane.
   *
   * @param first blocks before the tile
   * @param totals written, {@code [tile][ROWS]}
   */
  private static void bytes(
      EightBitRows w, int r, int count, EightBitVectors x, long first, int tile, float[] totals) {
    var data = w.data();
    long at = r * w.rowBytes();
    int length = 8 * w.groups();
    int n = count * length;
    switch (tile) {
      case 1 -> VectorByteKernels.one(data, at, n, length, x.codes(), x.scales(), first, totals);
      case 2 -> VectorByteKernels.two(data, at, n, length, x.codes(), x.scales(), first, totals);
      default -> VectorByteKernels.four(data, at, n, length, x.codes(), x.scales(), first, totals);
    }
  }

  private static void sixBits(
      EightBitRows w, int r, int count, EightBitVectors x, long first, int tile, float[] totals) {
    var data = w.data();
    long at = r * w.rowBytes();
    int length = 8 * w.groups();
    int n = count * length;
    switch (tile) {
      case 1 -> VectorSixBitKernels.one(data, at, n, length, x.codes(), x.scales(), first, totals);
      case 2 -> VectorSixBitKernels.two(data, at, n, length, x.codes(), x.scales(), first, totals);
      default ->
          VectorSixBitKernels.four(data, at, n, length, x.codes(), x.scales(), first, totals);
    }
  }

  private static void nibbles(
      EightBitRows w, int r, int count, EightBitVectors x, long first, int tile, float[] totals) {
    var data = w.data();
    long at = r * w.rowBytes();
    int length = 4 * w.groups();
    int n = count * length;
    int heads = w.type() == WeightType.Q4_K ? 2 * V : V;
    var codes = x.codes();
    var starts = x.starts();
    var scales = x.scales();
    switch (tile) {
      case 1 ->
          VectorNibbleKernels.one(data, at, n, length, heads, codes, starts, scales, first, totals);
      case 2 ->
          VectorNibbleKernels.two(data, at, n, length, heads, codes, starts, scales, first, totals);
      default ->
          VectorNibbleKernels.four(
              data, at, n, length, heads, codes, starts, scales, first, totals);
    }
    for (int t = 0; w.type() == WeightType.Q4_K && t < tile; t++) {
      long q = 4 * first + t * V;
      least(w, at, count * w.groups(), x, q, tile * V, totals, t * ROWS);
    }
  }

  /**
   * Adds what all weights of a block have in common, times the sum of the block of x.
   *
   * @param at offset of the first row's group
   * @param n groups of all rows
   * @param q offset of the first group's sums, {@code step} bytes before those of the next
   */
  private static void least(
      EightBitRows w, long at, int n, EightBitVectors x, long q, long step, float[] out, int to) {
    var data = w.data();
    var sums = x.sums();
    var scales = x.scales();
    int left = w.groups();
    long k = q;
    var total = FloatVector.fromArray(F, out, to);
    for (int g = 0; g < n; g++) {
      var sum = IntVector.fromMemorySegment(I, sums, k, ByteOrder.LITTLE_ENDIAN);
      var scale = FloatVector.fromMemorySegment(F, scales, k, ByteOrder.LITTLE_ENDIAN);
      var least = FloatVector.fromMemorySegment(F, data, at + V, ByteOrder.LITTLE_ENDIAN);
      total =
          ((FloatVector) sum.convertShape(VectorOperators.I2F, F, 0)).fma(least.mul(scale), total);
      at += w.groupBytes();
      k += step;
      if (--left == 0) {
        total.intoArray(out, to);
        to += LANES;
        left = w.groups();
        k = q;
        total = FloatVector.fromArray(F, out, to);
      }
    }
  }

  // ---- sums over lanes ----

  /** In mask and shuffle h: lanes whose number has bit h, and lanes whose numbers differ in it. */
  private static final VectorMask<Float>[] UPPER = masks();

  private static final VectorShuffle<Float>[] ACROSS = shuffles();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorMask<Float>[] masks() {
    var masks = new VectorMask[LANES];
    for (int h = 1; h < LANES; h *= 2) {
      var bits = new boolean[LANES];
      for (int l = 0; l < LANES; l++) {
        bits[l] = (l & h) != 0;
      }
      masks[h] = VectorMask.fromArray(F, bits, 0);
    }
    return masks;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorShuffle<Float>[] shuffles() {
    var shuffles = new VectorShuffle[LANES];
    for (int h = 1; h < LANES; h *= 2) {
      int bit = h;
      shuffles[h] = VectorShuffle.fromOp(F, l -> l ^ bit);
    }
    return shuffles;
  }

  /**
   * Sums the lanes of each row, halves added to halves; the row's number becomes that of a lane.
   * {@code reduceLanes} has no set order.
   */
  private static void store(float[] totals, int t, float[] out, int to, int count) {
    int from = t * ROWS;
    for (int h = LANES / 2; h > 0; h /= 2) {
      fold(totals, from, h, UPPER[h], ACROSS[h]);
    }
    System.arraycopy(totals, from, out, to, count);
  }

  private static void fold(
      float[] rows, int from, int h, VectorMask<Float> upper, VectorShuffle<Float> across) {
    for (int i = 0; i < h; i++) {
      var a = FloatVector.fromArray(F, rows, from + i * LANES);
      var b = FloatVector.fromArray(F, rows, from + (i + h) * LANES);
      a.blend(b, upper).add(b.blend(a, upper).rearrange(across)).intoArray(rows, from + i * LANES);
    }
  }
}
