package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Half costs for vectors of many numbers, by the tiles of the matrix product; the search follows
 * them, on a tile in the cache. See {@link VectorNearestKernels}.
 */
final class VectorLongCostsKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final VectorSpecies<Integer> I = VectorKernels.I;
  private static final int L = F.length();
  private static final int WIDTH = VectorMatrixKernels.WIDTH;
  private static final int STATE = VectorNearestKernels.STATE;

  private VectorLongCostsKernels() {}

  /**
   * Brings the state of {@code count} vectors up to date with all codes.
   *
   * @param z negated, {@code [count][dim]}
   * @param bases {@code [count]}
   */
  static void walk(float[] z, float[] bases, int count, CodePanels codes, int[] state) {
    int dim = codes.dim();
    var scratch = VectorScratchKernels.get();
    int[] rows = scratch.rows(count);
    for (int i = 0; i < count; i++) {
      rows[i] = i * dim;
    }
    VectorMatrixKernels.repeatLast(rows, count);
    float[] tile = scratch.tile();
    for (int p = 0; p < codes.panels().panels(); p++) {
      int first = p * WIDTH;
      for (int i = 0; i < count; i += VectorMatrixKernels.ROWS) {
        int left = Math.min(VectorMatrixKernels.ROWS, count - i);
        VectorMatrixKernels.tile(
            left,
            WIDTH,
            z,
            rows,
            i,
            0,
            codes.panels().values(),
            codes.panels().start(p),
            dim,
            codes.offsets(),
            first,
            0,
            tile,
            0,
            WIDTH);
        for (int r = 0; r < left; r++) {
          keep(tile, r * WIDTH, bases[i + r], first, state, (i + r) * STATE);
        }
      }
    }
  }

  /** Brings the state of one vector up to date with two registers of costs. */
  private static void keep(float[] costs, int from, float base, int first, int[] state, int at) {
    var added = FloatVector.broadcast(F, base);
    var k0 = FloatVector.fromArray(F, costs, from).add(added).reinterpretAsInts().and(~3);
    var k1 = FloatVector.fromArray(F, costs, from + L).add(added).reinterpretAsInts().and(~3).or(1);
    var best = IntVector.fromArray(I, state, at);
    var second = IntVector.fromArray(I, state, at + L);
    var panel = IntVector.fromArray(I, state, at + 2 * L);
    var least = k0.min(k1);
    panel.blend(first, least.compare(VectorOperators.LT, best)).intoArray(state, at + 2 * L);
    second.min(k0.max(k1)).min(best.max(least)).intoArray(state, at + L);
    best.min(least).intoArray(state, at);
  }
}
