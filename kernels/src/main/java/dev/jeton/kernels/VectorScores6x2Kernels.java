package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Scores of codes in 12 registers, for processors with 16. */
final class VectorScores6x2Kernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();
  private static final int STATE = VectorNearestKernels.STATE;

  private VectorScores6x2Kernels() {}

  /**
   * 6 vectors against a panel of 2 registers of codes.
   *
   * @param z interleaved from {@code iz} on: {@code [dim][6]}
   * @param state of the 6 vectors from {@code at} on
   */
  static void tile(
      float[] z,
      int iz,
      float[] codes,
      int ic,
      int dim,
      float[] offsets,
      int first,
      float[] state,
      int at) {
    var s00 = FloatVector.fromArray(F, offsets, first).neg();
    var s01 = FloatVector.fromArray(F, offsets, first + L).neg();
    var s10 = s00;
    var s11 = s01;
    var s20 = s00;
    var s21 = s01;
    var s30 = s00;
    var s31 = s01;
    var s40 = s00;
    var s41 = s01;
    var s50 = s00;
    var s51 = s01;
    for (int d = 0; d < dim; d++) {
      var c0 = FloatVector.fromArray(F, codes, ic);
      var c1 = FloatVector.fromArray(F, codes, ic + L);
      var z0 = FloatVector.broadcast(F, z[iz]);
      s00 = z0.fma(c0, s00);
      s01 = z0.fma(c1, s01);
      var z1 = FloatVector.broadcast(F, z[iz + 1]);
      s10 = z1.fma(c0, s10);
      s11 = z1.fma(c1, s11);
      var z2 = FloatVector.broadcast(F, z[iz + 2]);
      s20 = z2.fma(c0, s20);
      s21 = z2.fma(c1, s21);
      var z3 = FloatVector.broadcast(F, z[iz + 3]);
      s30 = z3.fma(c0, s30);
      s31 = z3.fma(c1, s31);
      var z4 = FloatVector.broadcast(F, z[iz + 4]);
      s40 = z4.fma(c0, s40);
      s41 = z4.fma(c1, s41);
      var z5 = FloatVector.broadcast(F, z[iz + 5]);
      s50 = z5.fma(c0, s50);
      s51 = z5.fma(c1, s51);
      iz += 6;
      ic += 2 * L;
    }
    float id = first;
    keep(s00, s01, id, state, at);
    keep(s10, s11, id, state, at + STATE);
    keep(s20, s21, id, state, at + 2 * STATE);
    keep(s30, s31, id, state, at + 3 * STATE);
    keep(s40, s41, id, state, at + 4 * STATE);
    keep(s50, s51, id, state, at + 5 * STATE);
  }

  /** Brings the state of one vector up to date with its scores for a panel. */
  private static void keep(FloatVector s0, FloatVector s1, float id, float[] state, int at) {
    var best = FloatVector.fromArray(F, state, at);
    var second = FloatVector.fromArray(F, state, at + L);
    var ids = FloatVector.fromArray(F, state, at + 2 * L);
    var m0 = s0.compare(VectorOperators.GT, best);
    var loser0 = s0.blend(best, m0);
    best = best.blend(s0, m0);
    second = second.blend(loser0, loser0.compare(VectorOperators.GT, second));
    ids = ids.blend(id, m0);
    var m1 = s1.compare(VectorOperators.GT, best);
    var loser1 = s1.blend(best, m1);
    best = best.blend(s1, m1);
    second = second.blend(loser1, loser1.compare(VectorOperators.GT, second));
    ids = ids.blend(id + L, m1);
    best.intoArray(state, at);
    second.intoArray(state, at + L);
    ids.intoArray(state, at + 2 * L);
  }
}
