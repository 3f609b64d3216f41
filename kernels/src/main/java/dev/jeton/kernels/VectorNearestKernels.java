package dev.jeton.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nearest code without writing the distances. A product per code, {@code z c - (|c|^2 + bias) / 2},
 * is largest where the cost is least, at half the arithmetic of the cost itself, but it rounds
 * differently. So the two largest are kept; where they differ by more than both ways of rounding
 * can, the largest is the answer, and otherwise (rare, ties for one) the costs themselves decide.
 */
final class VectorNearestKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();
  private static final boolean FEW_REGISTERS = L == 8;

  /** Codes per panel. */
  static final int WIDTH = FEW_REGISTERS ? 2 * L : 4 * L;

  /** Vectors per tile. */
  private static final int ROWS = 6;

  /** Per vector: the largest score of each lane, the second largest, the id of the largest. */
  static final int STATE = 3 * L;

  /** Vectors that share a walk through the codes: a panel is read from memory once for all. */
  private static final int BLOCK = 8 * ROWS;

  private VectorNearestKernels() {}

  static void nearest(
      MatrixView z, int from, int to, CodePanels codes, int[] ids, int idsFrom, int idsStride) {
    int dim = codes.dim();
    var tiles = new float[BLOCK * dim];
    var state = new float[BLOCK * STATE];
    for (int first = from; first < to; first += BLOCK) {
      int count = Math.min(BLOCK, to - first);
      interleave(z, first, count, dim, tiles);
      Arrays.fill(state, 0, count * STATE, Float.NEGATIVE_INFINITY);
      walk(tiles, count, codes, state);
      for (int i = 0; i < count; i++) {
        int row = z.index(first + i, 0);
        int id = certain(state, i * STATE, margin(z.values(), row, codes));
        ids[idsFrom + (first + i) * idsStride] = id >= 0 ? id : exact(z.values(), row, codes);
      }
    }
  }

  /** Six vectors side by side, dimension after dimension; missing ones repeat the last. */
  private static void interleave(MatrixView z, int first, int count, int dim, float[] tiles) {
    for (int i = 0; i < count || i % ROWS != 0; i++) {
      int source = z.index(first + Math.min(i, count - 1), 0);
      int to = i / ROWS * ROWS * dim + i % ROWS;
      for (int d = 0; d < dim; d++) {
        tiles[to + d * ROWS] = z.values()[source + d];
      }
    }
  }

  private static void walk(float[] tiles, int count, CodePanels codes, float[] state) {
    int dim = codes.dim();
    float[] values = codes.panels().values();
    float[] offsets = codes.offsets();
    for (int p = 0; p < codes.panels().panels(); p++) {
      int start = codes.panels().start(p);
      for (int i = 0; i < count; i += ROWS) {
        if (FEW_REGISTERS) {
          VectorScores6x2Kernels.tile(
              tiles, i * dim, values, start, dim, offsets, p * WIDTH, state, i * STATE);
        } else {
          VectorScores6x4Kernels.tile(
              tiles, i * dim, values, start, dim, offsets, p * WIDTH, state, i * STATE);
        }
      }
    }
  }

  /** The id with the largest score, or -1 if another comes within {@code margin}. */
  private static int certain(float[] state, int at, float margin) {
    var best = FloatVector.fromArray(F, state, at);
    float largest = best.reduceLanes(VectorOperators.MAX);
    var where = best.compare(VectorOperators.EQ, largest);
    var others = best.blend(FloatVector.fromArray(F, state, at + L), where);
    if (where.trueCount() != 1 || !(largest - others.reduceLanes(VectorOperators.MAX) > margin)) {
      return -1;
    }
    int lane = where.firstTrue();
    return (int) state[at + 2 * L + lane] + lane;
  }

  /*
   * With n = dim + 4, u = 2^-24 and g = n u / (1 - n u) (Higham, Accuracy and Stability, 3.1): the score differs from the true
   * one by at most g (|z||c| + |c|^2 + |bias|), half the cost from the true one by at most g ((|z| + |c|)^2 + |bias|) / 2. Two
   * codes differ by at most twice the sum, 3 g ((|z| + |c|)^2 + |bias|); 4 covers the rounding of the norms and of this formula.
   * The smallest normal number covers underflow. Where scores might overflow, nothing is certain.
   */
  private static float margin(float[] z, int row, CodePanels codes) {
    float norm = (float) Math.sqrt(VectorReductionKernels.dot(z, row, z, row, codes.dim()));
    float reach = norm + codes.largestNorm();
    if (!(reach < 1e18f)) {
      return Float.POSITIVE_INFINITY;
    }
    return 4 * (codes.dim() + 4) * 0x1p-24f * (reach * reach + codes.largestBias())
        + Float.MIN_NORMAL;
  }

  /** Least cost, lowest id first; lanes run over codes. */
  static int exact(float[] z, int row, CodePanels codes) {
    int dim = codes.dim();
    float[] values = codes.panels().values();
    float[] bias = codes.bias();
    var best = FloatVector.broadcast(F, Float.POSITIVE_INFINITY);
    var ids = FloatVector.zero(F);
    for (int p = 0; p < codes.panels().panels(); p++) {
      int start = codes.panels().start(p);
      for (int j = 0; j < WIDTH; j += 2 * L) {
        var cost0 = FloatVector.zero(F);
        var cost1 = cost0;
        for (int d = 0; d < dim; d++) {
          var zd = FloatVector.broadcast(F, z[row + d]);
          var difference0 = zd.sub(FloatVector.fromArray(F, values, start + d * WIDTH + j));
          var difference1 = zd.sub(FloatVector.fromArray(F, values, start + d * WIDTH + j + L));
          cost0 = difference0.fma(difference0, cost0);
          cost1 = difference1.fma(difference1, cost1);
        }
        int first = p * WIDTH + j;
        cost0 = cost0.add(FloatVector.fromArray(F, bias, first));
        cost1 = cost1.add(FloatVector.fromArray(F, bias, first + L));
        var less = cost0.compare(VectorOperators.LT, best);
        best = best.blend(cost0, less);
        ids = ids.blend(first, less);
        less = cost1.compare(VectorOperators.LT, best);
        best = best.blend(cost1, less);
        ids = ids.blend(first + L, less);
      }
    }
    return lowest(best, ids);
  }

  /** The lowest id among the lanes with the least cost; id 0 if no cost is finite. */
  private static int lowest(FloatVector best, FloatVector ids) {
    float least = best.reduceLanes(VectorOperators.MIN);
    if (least == Float.POSITIVE_INFINITY) {
      return 0;
    }
    int id = Integer.MAX_VALUE;
    for (int lane = 0; lane < L; lane++) {
      if (best.lane(lane) == least) {
        id = Math.min(id, (int) ids.lane(lane) + lane);
      }
    }
    return id;
  }
}
