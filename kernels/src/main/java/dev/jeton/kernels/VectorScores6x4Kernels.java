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
    float id0 = first;
    float id1 = first + L;
    float id2 = first + 2 * L;
    float id3 = first + 3 * L;
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
    var m02 = s02.compare(VectorOperators.GT, best0);
    var l02 = s02.blend(best0, m02);
    best0 = best0.blend(s02, m02);
    second0 = second0.blend(l02, l02.compare(VectorOperators.GT, second0));
    ids0 = ids0.blend(id2, m02);
    var m03 = s03.compare(VectorOperators.GT, best0);
    var l03 = s03.blend(best0, m03);
    best0 = best0.blend(s03, m03);
    second0 = second0.blend(l03, l03.compare(VectorOperators.GT, second0));
    ids0 = ids0.blend(id3, m03);
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
    var m12 = s12.compare(VectorOperators.GT, best1);
    var l12 = s12.blend(best1, m12);
    best1 = best1.blend(s12, m12);
    second1 = second1.blend(l12, l12.compare(VectorOperators.GT, second1));
    ids1 = ids1.blend(id2, m12);
    var m13 = s13.compare(VectorOperators.GT, best1);
    var l13 = s13.blend(best1, m13);
    best1 = best1.blend(s13, m13);
    second1 = second1.blend(l13, l13.compare(VectorOperators.GT, second1));
    ids1 = ids1.blend(id3, m13);
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
    var m22 = s22.compare(VectorOperators.GT, best2);
    var l22 = s22.blend(best2, m22);
    best2 = best2.blend(s22, m22);
    second2 = second2.blend(l22, l22.compare(VectorOperators.GT, second2));
    ids2 = ids2.blend(id2, m22);
    var m23 = s23.compare(VectorOperators.GT, best2);
    var l23 = s23.blend(best2, m23);
    best2 = best2.blend(s23, m23);
    second2 = second2.blend(l23, l23.compare(VectorOperators.GT, second2));
    ids2 = ids2.blend(id3, m23);
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
    var m32 = s32.compare(VectorOperators.GT, best3);
    var l32 = s32.blend(best3, m32);
    best3 = best3.blend(s32, m32);
    second3 = second3.blend(l32, l32.compare(VectorOperators.GT, second3));
    ids3 = ids3.blend(id2, m32);
    var m33 = s33.compare(VectorOperators.GT, best3);
    var l33 = s33.blend(best3, m33);
    best3 = best3.blend(s33, m33);
    second3 = second3.blend(l33, l33.compare(VectorOperators.GT, second3));
    ids3 = ids3.blend(id3, m33);
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
    var m42 = s42.compare(VectorOperators.GT, best4);
    var l42 = s42.blend(best4, m42);
    best4 = best4.blend(s42, m42);
    second4 = second4.blend(l42, l42.compare(VectorOperators.GT, second4));
    ids4 = ids4.blend(id2, m42);
    var m43 = s43.compare(VectorOperators.GT, best4);
    var l43 = s43.blend(best4, m43);
    best4 = best4.blend(s43, m43);
    second4 = second4.blend(l43, l43.compare(VectorOperators.GT, second4));
    ids4 = ids4.blend(id3, m43);
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
    var m52 = s52.compare(VectorOperators.GT, best5);
    var l52 = s52.blend(best5, m52);
    best5 = best5.blend(s52, m52);
    second5 = second5.blend(l52, l52.compare(VectorOperators.GT, second5));
    ids5 = ids5.blend(id2, m52);
    var m53 = s53.compare(VectorOperators.GT, best5);
    var l53 = s53.blend(best5, m53);
    best5 = best5.blend(s53, m53);
    second5 = second5.blend(l53, l53.compare(VectorOperators.GT, second5));
    ids5 = ids5.blend(id3, m53);
    best5.intoArray(state, at + 5 * STATE);
    second5.intoArray(state, at + 5 * STATE + L);
    ids5.intoArray(state, at + 5 * STATE + 2 * L);
  }
}
