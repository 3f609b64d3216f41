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
    float id0 = first;
    float id1 = first + L;
    var best0 = FloatVector.fromArray(F, state, at);
    var second0 = FloatVector.fromArray(F, state, at + L);
    var ids0 = FloatVector.fromArray(F, state, at + 2 * L);
    var m00 = s00.compare(VectorOperators.GT, best0);
    var l00 = s00.blend(best0, m00);
    best0 = best0.blend(s00, m00);
    second0 = second0.blend(l00, l00.compare(VectorOperators.GT, second0));
    ids0 = ids0.blend(id0, m00);
    var m01 = s01.compare(VectorOperators.GT, best0);
    var l01 = s01.blend(best0, m01);
    best0 = best0.blend(s01, m01);
    second0 = second0.blend(l01, l01.compare(VectorOperators.GT, second0));
    ids0 = ids0.blend(id1, m01);
    best0.intoArray(state, at);
    second0.intoArray(state, at + L);
    ids0.intoArray(state, at + 2 * L);
    var best1 = FloatVector.fromArray(F, state, at + STATE);
    var second1 = FloatVector.fromArray(F, state, at + STATE + L);
    var ids1 = FloatVector.fromArray(F, state, at + STATE + 2 * L);
    var m10 = s10.compare(VectorOperators.GT, best1);
    var l10 = s10.blend(best1, m10);
    best1 = best1.blend(s10, m10);
    second1 = second1.blend(l10, l10.compare(VectorOperators.GT, second1));
    ids1 = ids1.blend(id0, m10);
    var m11 = s11.compare(VectorOperators.GT, best1);
    var l11 = s11.blend(best1, m11);
    best1 = best1.blend(s11, m11);
    second1 = second1.blend(l11, l11.compare(VectorOperators.GT, second1));
    ids1 = ids1.blend(id1, m11);
    best1.intoArray(state, at + STATE);
    second1.intoArray(state, at + STATE + L);
    ids1.intoArray(state, at + STATE + 2 * L);
    var best2 = FloatVector.fromArray(F, state, at + 2 * STATE);
    var second2 = FloatVector.fromArray(F, state, at + 2 * STATE + L);
    var ids2 = FloatVector.fromArray(F, state, at + 2 * STATE + 2 * L);
    var m20 = s20.compare(VectorOperators.GT, best2);
    var l20 = s20.blend(best2, m20);
    best2 = best2.blend(s20, m20);
    second2 = second2.blend(l20, l20.compare(VectorOperators.GT, second2));
    ids2 = ids2.blend(id0, m20);
    var m21 = s21.compare(VectorOperators.GT, best2);
    var l21 = s21.blend(best2, m21);
    best2 = best2.blend(s21, m21);
    second2 = second2.blend(l21, l21.compare(VectorOperators.GT, second2));
    ids2 = ids2.blend(id1, m21);
    best2.intoArray(state, at + 2 * STATE);
    second2.intoArray(state, at + 2 * STATE + L);
    ids2.intoArray(state, at + 2 * STATE + 2 * L);
    var best3 = FloatVector.fromArray(F, state, at + 3 * STATE);
    var second3 = FloatVector.fromArray(F, state, at + 3 * STATE + L);
    var ids3 = FloatVector.fromArray(F, state, at + 3 * STATE + 2 * L);
    var m30 = s30.compare(VectorOperators.GT, best3);
    var l30 = s30.blend(best3, m30);
    best3 = best3.blend(s30, m30);
    second3 = second3.blend(l30, l30.compare(VectorOperators.GT, second3));
    ids3 = ids3.blend(id0, m30);
    var m31 = s31.compare(VectorOperators.GT, best3);
    var l31 = s31.blend(best3, m31);
    best3 = best3.blend(s31, m31);
    second3 = second3.blend(l31, l31.compare(VectorOperators.GT, second3));
    ids3 = ids3.blend(id1, m31);
    best3.intoArray(state, at + 3 * STATE);
    second3.intoArray(state, at + 3 * STATE + L);
    ids3.intoArray(state, at + 3 * STATE + 2 * L);
    var best4 = FloatVector.fromArray(F, state, at + 4 * STATE);
    var second4 = FloatVector.fromArray(F, state, at + 4 * STATE + L);
    var ids4 = FloatVector.fromArray(F, state, at + 4 * STATE + 2 * L);
    var m40 = s40.compare(VectorOperators.GT, best4);
    var l40 = s40.blend(best4, m40);
    best4 = best4.blend(s40, m40);
    second4 = second4.blend(l40, l40.compare(VectorOperators.GT, second4));
    ids4 = ids4.blend(id0, m40);
    var m41 = s41.compare(VectorOperators.GT, best4);
    var l41 = s41.blend(best4, m41);
    best4 = best4.blend(s41, m41);
    second4 = second4.blend(l41, l41.compare(VectorOperators.GT, second4));
    ids4 = ids4.blend(id1, m41);
    best4.intoArray(state, at + 4 * STATE);
    second4.intoArray(state, at + 4 * STATE + L);
    ids4.intoArray(state, at + 4 * STATE + 2 * L);
    var best5 = FloatVector.fromArray(F, state, at + 5 * STATE);
    var second5 = FloatVector.fromArray(F, state, at + 5 * STATE + L);
    var ids5 = FloatVector.fromArray(F, state, at + 5 * STATE + 2 * L);
    var m50 = s50.compare(VectorOperators.GT, best5);
    var l50 = s50.blend(best5, m50);
    best5 = best5.blend(s50, m50);
    second5 = second5.blend(l50, l50.compare(VectorOperators.GT, second5));
    ids5 = ids5.blend(id0, m50);
    var m51 = s51.compare(VectorOperators.GT, best5);
    var l51 = s51.blend(best5, m51);
    best5 = best5.blend(s51, m51);
    second5 = second5.blend(l51, l51.compare(VectorOperators.GT, second5));
    ids5 = ids5.blend(id1, m51);
    best5.intoArray(state, at + 5 * STATE);
    second5.intoArray(state, at + 5 * STATE + L);
    ids5.intoArray(state, at + 5 * STATE + 2 * L);
  }
}
