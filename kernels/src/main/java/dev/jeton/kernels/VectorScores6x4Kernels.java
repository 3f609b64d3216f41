package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Scores of codes in 24 registers, for processors with 32. */
final class VectorScores6x4Kernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();
  private static final int STATE = VectorNearestKernels.STATE;

  private VectorScores6x4Kernels() {}

  /**
   * 6 vectors against a panel of 4 registers of codes.
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
    var s02 = FloatVector.fromArray(F, offsets, first + 2 * L).neg();
    var s03 = FloatVector.fromArray(F, offsets, first + 3 * L).neg();
    var s10 = s00;
    var s11 = s01;
    var s12 = s02;
    var s13 = s03;
    var s20 = s00;
    var s21 = s01;
    var s22 = s02;
    var s23 = s03;
    var s30 = s00;
    var s31 = s01;
    var s32 = s02;
    var s33 = s03;
    var s40 = s00;
    var s41 = s01;
    var s42 = s02;
    var s43 = s03;
    var s50 = s00;
    var s51 = s01;
    var s52 = s02;
    var s53 = s03;
    for (int d = 0; d < dim; d++) {
      var c0 = FloatVector.fromArray(F, codes, ic);
      var c1 = FloatVector.fromArray(F, codes, ic + L);
      var c2 = FloatVector.fromArray(F, codes, ic + 2 * L);
      var c3 = FloatVector.fromArray(F, codes, ic + 3 * L);
      var z0 = FloatVector.broadcast(F, z[iz]);
      s00 = z0.fma(c0, s00);
      s01 = z0.fma(c1, s01);
      s02 = z0.fma(c2, s02);
      s03 = z0.fma(c3, s03);
      var z1 = FloatVector.broadcast(F, z[iz + 1]);
      s10 = z1.fma(c0, s10);
      s11 = z1.fma(c1, s11);
      s12 = z1.fma(c2, s12);
      s13 = z1.fma(c3, s13);
      var z2 = FloatVector.broadcast(F, z[iz + 2]);
      s20 = z2.fma(c0, s20);
      s21 = z2.fma(c1, s21);
      s22 = z2.fma(c2, s22);
      s23 = z2.fma(c3, s23);
      var z3 = FloatVector.broadcast(F, z[iz + 3]);
      s30 = z3.fma(c0, s30);
      s31 = z3.fma(c1, s31);
      s32 = z3.fma(c2, s32);
      s33 = z3.fma(c3, s33);
      var z4 = FloatVector.broadcast(F, z[iz + 4]);
      s40 = z4.fma(c0, s40);
      s41 = z4.fma(c1, s41);
      s42 = z4.fma(c2, s42);
      s43 = z4.fma(c3, s43);
      var z5 = FloatVector.broadcast(F, z[iz + 5]);
      s50 = z5.fma(c0, s50);
      s51 = z5.fma(c1, s51);
      s52 = z5.fma(c2, s52);
      s53 = z5.fma(c3, s53);
      iz += 6;
      ic += 4 * L;
    }
    float id = first;
    keep(s00, s01, s02, s03, id, state, at);
    keep(s10, s11, s12, s13, id, state, at + STATE);
    keep(s20, s21, s22, s23, id, state, at + 2 * STATE);
    keep(s30, s31, s32, s33, id, state, at + 3 * STATE);
    keep(s40, s41, s42, s43, id, state, at + 4 * STATE);
    keep(s50, s51, s52, s53, id, state, at + 5 * STATE);
  }

  /** Brings the state of one vector up to date with its scores for a panel. */
  private static void keep(
      FloatVector s0,
      FloatVector s1,
      FloatVector s2,
      FloatVector s3,
      float id,
      float[] state,
      int at) {
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
    var m2 = s2.compare(VectorOperators.GT, best);
    var loser2 = s2.blend(best, m2);
    best = best.blend(s2, m2);
    second = second.blend(loser2, loser2.compare(VectorOperators.GT, second));
    ids = ids.blend(id + 2 * L, m2);
    var m3 = s3.compare(VectorOperators.GT, best);
    var loser3 = s3.blend(best, m3);
    best = best.blend(s3, m3);
    second = second.blend(loser3, loser3.compare(VectorOperators.GT, second));
    ids = ids.blend(id + 3 * L, m3);
    best.intoArray(state, at);
    second.intoArray(state, at + L);
    ids.intoArray(state, at + 2 * L);
  }
}
