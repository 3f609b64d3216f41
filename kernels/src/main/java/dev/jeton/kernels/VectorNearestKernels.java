package dev.jeton.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nearest code without writing the distances. Half the cost is {@code |z|^2 / 2 - z c + (|c|^2 +
 * bias) / 2}: one product and sum per dimension instead of two operations, but it rounds
 * differently. So the two least are kept; where they differ by more than both ways of rounding can,
 * the least is the answer, and otherwise (rare, ties for one) the costs themselves decide.
 *
 * <p>A constant per vector keeps the halves positive. Positive floats are in the order of their
 * bits, so the search runs on integers, whose two lowest bits say which register of the panel a
 * number came from.
 */
final class VectorNearestKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  /*
   * 6 vectors x 4 registers of codes search with the fewest instructions per code; 12 x 2 load the fewest codes per product,
   * which counts where an array's start splits every load between two lines of the cache. Measured: even at 64 dimensions.
   */
  private static final int LONG = 64;

  /** Codes per panel for vectors of {@code dim} numbers. */
  static int width(int dim) {
    return VectorMatrixKernels.ROWS < 12 || dim >= LONG ? VectorMatrixKernels.WIDTH : 4 * L;
  }

  /** Per vector: the least of each lane, the second least, the first code of the least's panel. */
  static final int STATE = 3 * L;

  /** Vectors that share a walk through the codes: a panel is read from memory once for all. */
  private static final int BLOCK = 48;

  private VectorNearestKernels() {}

  static void nearest(
      MatrixView z, int from, int to, CodePanels codes, int[] ids, int idsFrom, int idsStride) {
    int dim = codes.dim();
    var negated = new float[BLOCK * dim];
    var bases = new float[BLOCK];
    var margins = new float[BLOCK];
    var state = new int[BLOCK * STATE];
    boolean few = codes.panels().width() == 4 * L;
    var tiles = new float[few ? BLOCK * (dim + 1) : 0];
    for (int first = from; first < to; first += BLOCK) {
      int count = Math.min(BLOCK, to - first);
      for (int i = 0; i < count; i++) {
        prepare(z.values(), z.index(first + i, 0), codes, i, negated, bases, margins);
      }
      Arrays.fill(state, 0, count * STATE, Integer.MAX_VALUE);
      if (few) {
        VectorShortCostsKernels.walk(negated, bases, count, codes, tiles, state);
      } else {
        VectorLongCostsKernels.walk(negated, bases, count, codes, state);
      }
      for (int i = 0; i < count; i++) {
        int id = certain(state, i * STATE, margins[i]);
        ids[idsFrom + (first + i) * idsStride] =
            id >= 0 ? id : exact(z.values(), z.index(first + i, 0), codes);
      }
    }
  }

  /** Vector i of the block: itself negated, and what keeps its half costs positive. */
  private static void prepare(
      float[] z,
      int row,
      CodePanels codes,
      int i,
      float[] negated,
      float[] bases,
      float[] margins) {
    int dim = codes.dim();
    for (int d = 0; d < dim; d++) {
      negated[i * dim + d] = -z[row + d];
    }
    float square = VectorReductionKernels.dot(z, row, z, row, dim);
    margins[i] = margin(square, codes);
    bases[i] = square / 2 + codes.largestBias() / 2 + margins[i];
  }

  /** The id with the least cost, or -1 if another comes within {@code margin}. */
  private static int certain(int[] state, int at, float margin) {
    var best = IntVector.fromArray(VectorKernels.I, state, at);
    int least = best.reduceLanes(VectorOperators.MIN);
    var where = best.compare(VectorOperators.EQ, least);
    int second =
        best.blend(IntVector.fromArray(VectorKernels.I, state, at + L), where)
            .reduceLanes(VectorOperators.MIN);
    float other = Float.intBitsToFloat(second);
    // Replacing two bits moved each number by less than 2^-21 of itself.
    boolean apart = other - Float.intBitsToFloat(least) > margin + 0x1p-20f * other;
    if (where.trueCount() != 1 || !apart) {
      return -1;
    }
    int lane = where.firstTrue();
    return state[at + 2 * L + lane] + (least & 3) * L + lane;
  }

  /*
   * With n = dim + 4, u = 2^-24 and g = n u / (1 - n u) (Higham, Accuracy and Stability of Numerical Algorithms, 3.1) and
   * r = |z| + |c|: half the cost by products differs from the true one by at most g (r^2 + |bias|), half the cost by
   * differences by at most g (r^2 + |bias|) / 2. Two codes may differ by twice the sum, 3 g (r^2 + |bias|); 5 covers the
   * rounding of the norms, of the constant per vector and of this formula. The smallest normal number covers underflow. Where
   * sums might overflow, nothing is certain.
   */
  private static float margin(float square, CodePanels codes) {
    float reach = (float) Math.sqrt(square) + codes.largestNorm();
    float bound = reach * reach + codes.largestBias();
    if (!(bound < 1e36f)) {
      return Float.POSITIVE_INFINITY;
    }
    return 5 * (codes.dim() + 4) * 0x1p-24f * bound + Float.MIN_NORMAL;
  }

  /** Least cost, lowest id first; lanes run over codes. */
  static int exact(float[] z, int row, CodePanels codes) {
    int dim = codes.dim();
    float[] values = codes.panels().values();
    float[] bias = codes.bias();
    int width = codes.panels().width();
    var best = FloatVector.broadcast(F, Float.POSITIVE_INFINITY);
    var ids = FloatVector.zero(F);
    for (int p = 0; p < codes.panels().panels(); p++) {
      int start = codes.panels().start(p);
      for (int j = 0; j < width; j += 2 * L) {
        var cost0 = FloatVector.zero(F);
        var cost1 = cost0;
        for (int d = 0; d < dim; d++) {
          var zd = FloatVector.broadcast(F, z[row + d]);
          var difference0 = zd.sub(FloatVector.fromArray(F, values, start + d * width + j));
          var difference1 = zd.sub(FloatVector.fromArray(F, values, start + d * width + j + L));
          cost0 = difference0.fma(difference0, cost0);
          cost1 = difference1.fma(difference1, cost1);
        }
        int first = p * width + j;
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
