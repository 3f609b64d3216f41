package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Half costs for vectors of few numbers, on processors with 32 vector registers: 6 vectors against
 * 4 registers of codes, and the search done before they leave the registers. See {@link
 * VectorNearestKernels}.
 */
final class VectorShortCostsKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final VectorSpecies<Integer> I = VectorKernels.I;
  private static final int L = F.length();
  private static final int STATE = VectorNearestKernels.STATE;
  private static final int ROWS = 6;

  private VectorShortCostsKernels() {}

  /**
   * Brings the state of {@code count} vectors up to date with all codes.
   *
   * @param z negated, {@code [count][dim]}
   * @param bases {@code [count]}
   * @param tiles scratch, {@code [count rounded up to 6][dim + 1]}
   */
  static void walk(
      float[] z, float[] bases, int count, CodePanels codes, float[] tiles, int[] state) {
    int dim = codes.dim();
    interleave(z, bases, count, dim, tiles);
    float[] values = codes.panels().values();
    float[] offsets = codes.offsets();
    for (int p = 0; p < codes.panels().panels(); p++) {
      int start = codes.panels().start(p);
      for (int i = 0; i < count; i += ROWS) {
        tile(tiles, i * (dim + 1), values, start, dim, offsets, p * 4 * L, state, i * STATE);
      }
    }
  }

  /**
   * Six vectors side by side, number after number, then their bases; missing ones repeat the last.
   */
  private static void interleave(float[] z, float[] bases, int count, int dim, float[] tiles) {
    for (int i = 0; i < count || i % ROWS != 0; i++) {
      int row = Math.min(i, count - 1);
      int to = i / ROWS * ROWS * (dim + 1) + i % ROWS;
      for (int d = 0; d < dim; d++) {
        tiles[to + d * ROWS] = z[row * dim + d];
      }
      tiles[to + dim * ROWS] = bases[row];
    }
  }

  /**
   * Costs of a panel of 4 registers of codes for 6 vectors, and what the state becomes.
   *
   * @param z the tile from {@code iz} on: {@code [dim][6]} negated, then {@code [6]} bases
   * @param state of the 6 vectors from {@code at} on
   */
  private static void tile(
      float[] z,
      int iz,
      float[] codes,
      int ic,
      int dim,
      float[] offsets,
      int first,
      int[] state,
      int at) {
    var o0 = FloatVector.fromArray(F, offsets, first);
    var o1 = FloatVector.fromArray(F, offsets, first + L);
    var o2 = FloatVector.fromArray(F, offsets, first + 2 * L);
    var o3 = FloatVector.fromArray(F, offsets, first + 3 * L);
    int ib = iz + dim * 6;
    var w0 = FloatVector.broadcast(F, z[ib]);
    var s00 = o0.add(w0);
    var s01 = o1.add(w0);
    var s02 = o2.add(w0);
    var s03 = o3.add(w0);
    var w1 = FloatVector.broadcast(F, z[ib + 1]);
    var s10 = o0.add(w1);
    var s11 = o1.add(w1);
    var s12 = o2.add(w1);
    var s13 = o3.add(w1);
    var w2 = FloatVector.broadcast(F, z[ib + 2]);
    var s20 = o0.add(w2);
    var s21 = o1.add(w2);
    var s22 = o2.add(w2);
    var s23 = o3.add(w2);
    var w3 = FloatVector.broadcast(F, z[ib + 3]);
    var s30 = o0.add(w3);
    var s31 = o1.add(w3);
    var s32 = o2.add(w3);
    var s33 = o3.add(w3);
    var w4 = FloatVector.broadcast(F, z[ib + 4]);
    var s40 = o0.add(w4);
    var s41 = o1.add(w4);
    var s42 = o2.add(w4);
    var s43 = o3.add(w4);
    var w5 = FloatVector.broadcast(F, z[ib + 5]);
    var s50 = o0.add(w5);
    var s51 = o1.add(w5);
    var s52 = o2.add(w5);
    var s53 = o3.add(w5);
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
    var best0 = IntVector.fromArray(I, state, at);
    var second0 = IntVector.fromArray(I, state, at + L);
    var panel0 = IntVector.fromArray(I, state, at + 2 * L);
    var k00 = s00.reinterpretAsInts().and(~3);
    var k01 = s01.reinterpretAsInts().and(~3).or(1);
    var k02 = s02.reinterpretAsInts().and(~3).or(2);
    var k03 = s03.reinterpretAsInts().and(~3).or(3);
    var a0 = k00.min(k01);
    var b0 = k02.min(k03);
    var least0 = a0.min(b0);
    var next0 = a0.max(b0).min(k00.max(k01).min(k02.max(k03)));
    panel0.blend(first, least0.compare(VectorOperators.LT, best0)).intoArray(state, at + 2 * L);
    second0.min(next0).min(best0.max(least0)).intoArray(state, at + L);
    best0.min(least0).intoArray(state, at);
    var best1 = IntVector.fromArray(I, state, at + STATE);
    var second1 = IntVector.fromArray(I, state, at + STATE + L);
    var panel1 = IntVector.fromArray(I, state, at + STATE + 2 * L);
    var k10 = s10.reinterpretAsInts().and(~3);
    var k11 = s11.reinterpretAsInts().and(~3).or(1);
    var k12 = s12.reinterpretAsInts().and(~3).or(2);
    var k13 = s13.reinterpretAsInts().and(~3).or(3);
    var a1 = k10.min(k11);
    var b1 = k12.min(k13);
    var least1 = a1.min(b1);
    var next1 = a1.max(b1).min(k10.max(k11).min(k12.max(k13)));
    panel1
        .blend(first, least1.compare(VectorOperators.LT, best1))
        .intoArray(state, at + STATE + 2 * L);
    second1.min(next1).min(best1.max(least1)).intoArray(state, at + STATE + L);
    best1.min(least1).intoArray(state, at + STATE);
    var best2 = IntVector.fromArray(I, state, at + 2 * STATE);
    var second2 = IntVector.fromArray(I, state, at + 2 * STATE + L);
    var panel2 = IntVector.fromArray(I, state, at + 2 * STATE + 2 * L);
    var k20 = s20.reinterpretAsInts().and(~3);
    var k21 = s21.reinterpretAsInts().and(~3).or(1);
    var k22 = s22.reinterpretAsInts().and(~3).or(2);
    var k23 = s23.reinterpretAsInts().and(~3).or(3);
    var a2 = k20.min(k21);
    var b2 = k22.min(k23);
    var least2 = a2.min(b2);
    var next2 = a2.max(b2).min(k20.max(k21).min(k22.max(k23)));
    panel2
        .blend(first, least2.compare(VectorOperators.LT, best2))
        .intoArray(state, at + 2 * STATE + 2 * L);
    second2.min(next2).min(best2.max(least2)).intoArray(state, at + 2 * STATE + L);
    best2.min(least2).intoArray(state, at + 2 * STATE);
    var best3 = IntVector.fromArray(I, state, at + 3 * STATE);
    var second3 = IntVector.fromArray(I, state, at + 3 * STATE + L);
    var panel3 = IntVector.fromArray(I, state, at + 3 * STATE + 2 * L);
    var k30 = s30.reinterpretAsInts().and(~3);
    var k31 = s31.reinterpretAsInts().and(~3).or(1);
    var k32 = s32.reinterpretAsInts().and(~3).or(2);
    var k33 = s33.reinterpretAsInts().and(~3).or(3);
    var a3 = k30.min(k31);
    var b3 = k32.min(k33);
    var least3 = a3.min(b3);
    var next3 = a3.max(b3).min(k30.max(k31).min(k32.max(k33)));
    panel3
        .blend(first, least3.compare(VectorOperators.LT, best3))
        .intoArray(state, at + 3 * STATE + 2 * L);
    second3.min(next3).min(best3.max(least3)).intoArray(state, at + 3 * STATE + L);
    best3.min(least3).intoArray(state, at + 3 * STATE);
    var best4 = IntVector.fromArray(I, state, at + 4 * STATE);
    var second4 = IntVector.fromArray(I, state, at + 4 * STATE + L);
    var panel4 = IntVector.fromArray(I, state, at + 4 * STATE + 2 * L);
    var k40 = s40.reinterpretAsInts().and(~3);
    var k41 = s41.reinterpretAsInts().and(~3).or(1);
    var k42 = s42.reinterpretAsInts().and(~3).or(2);
    var k43 = s43.reinterpretAsInts().and(~3).or(3);
    var a4 = k40.min(k41);
    var b4 = k42.min(k43);
    var least4 = a4.min(b4);
    var next4 = a4.max(b4).min(k40.max(k41).min(k42.max(k43)));
    panel4
        .blend(first, least4.compare(VectorOperators.LT, best4))
        .intoArray(state, at + 4 * STATE + 2 * L);
    second4.min(next4).min(best4.max(least4)).intoArray(state, at + 4 * STATE + L);
    best4.min(least4).intoArray(state, at + 4 * STATE);
    var best5 = IntVector.fromArray(I, state, at + 5 * STATE);
    var second5 = IntVector.fromArray(I, state, at + 5 * STATE + L);
    var panel5 = IntVector.fromArray(I, state, at + 5 * STATE + 2 * L);
    var k50 = s50.reinterpretAsInts().and(~3);
    var k51 = s51.reinterpretAsInts().and(~3).or(1);
    var k52 = s52.reinterpretAsInts().and(~3).or(2);
    var k53 = s53.reinterpretAsInts().and(~3).or(3);
    var a5 = k50.min(k51);
    var b5 = k52.min(k53);
    var least5 = a5.min(b5);
    var next5 = a5.max(b5).min(k50.max(k51).min(k52.max(k53)));
    panel5
        .blend(first, least5.compare(VectorOperators.LT, best5))
        .intoArray(state, at + 5 * STATE + 2 * L);
    second5.min(next5).min(best5.max(least5)).intoArray(state, at + 5 * STATE + L);
    best5.min(least5).intoArray(state, at + 5 * STATE);
  }
}
