package dev.jeton.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Functions of single numbers over arrays. */
final class VectorMathKernels {
  private static final VectorSpecies<Float> F = VectorKernels.F;
  private static final int L = F.length();

  private static final VectorShuffle<Float> EIGHT = turned(8);
  private static final VectorShuffle<Float> FOUR = turned(4);
  private static final VectorShuffle<Float> TWO = turned(2);
  private static final VectorShuffle<Float> ONE = turned(1);

  /** Lane i + n at place i. */
  private static VectorShuffle<Float> turned(int n) {
    return VectorShuffle.fromOp(F, i -> (i + n) % L);
  }

  private VectorMathKernels() {}

  static void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
    var factor = FloatVector.broadcast(F, alpha);
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector.fromArray(F, x, xFrom + i)
          .fma(factor, FloatVector.fromArray(F, y, yFrom + i))
          .intoArray(y, yFrom + i);
    }
    for (; i < n; i++) {
      y[yFrom + i] = Math.fma(alpha, x[xFrom + i], y[yFrom + i]);
    }
  }

  static void scale(float factor, float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector.fromArray(F, x, i).mul(factor).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] *= factor;
    }
  }

  /** Sum of exp(x - shift), which is also written to x on request. */
  static float expAndSum(float[] x, int from, int to, float shift, boolean write) {
    var sums = FloatVector.zero(F);
    for (int i = from; i < to; i += L) {
      var inside = F.indexInRange(i, to);
      var exp = exp(FloatVector.fromArray(F, x, i, inside).sub(shift));
      sums = sums.add(exp, inside);
      if (write) {
        exp.intoArray(x, i, inside);
      }
    }
    // as VectorSumKernels.sum, which C2 does not inline here: its vector would become an object
    if (L >= 16) {
      sums = sums.add(sums.rearrange(EIGHT));
    }
    if (L >= 8) {
      sums = sums.add(sums.rearrange(FOUR));
    }
    if (L >= 4) {
      sums = sums.add(sums.rearrange(TWO));
    }
    return sums.add(sums.rearrange(ONE)).lane(0);
  }

  static void activate(Activation activation, float[] x, int from, int to) {
    switch (activation) {
      case NONE -> {}
      case RELU -> relu(x, from, to);
      case SILU -> silu(x, from, to);
      case GELU_TANH -> gelu(x, from, to);
      case TANH -> tanh(x, from, to);
      case SIGMOID -> sigmoid(x, from, to);
      case EXP -> exp(x, from, to);
    }
  }

  private static void relu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector.fromArray(F, x, i).max(0).intoArray(x, i);
    }
    for (; i < to; i++) {
      x[i] = Math.max(0, x[i]);
    }
  }

  private static void silu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      silu(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    if (i < to) {
      var rest = F.indexInRange(i, to);
      silu(FloatVector.fromArray(F, x, i, rest)).intoArray(x, i, rest);
    }
  }

  private static void gelu(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      gelu(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    if (i < to) {
      var rest = F.indexInRange(i, to);
      gelu(FloatVector.fromArray(F, x, i, rest)).intoArray(x, i, rest);
    }
  }

  private static void tanh(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      tanh(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    if (i < to) {
      var rest = F.indexInRange(i, to);
      tanh(FloatVector.fromArray(F, x, i, rest)).intoArray(x, i, rest);
    }
  }

  private static void sigmoid(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      sigmoid(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    if (i < to) {
      var rest = F.indexInRange(i, to);
      sigmoid(FloatVector.fromArray(F, x, i, rest)).intoArray(x, i, rest);
    }
  }

  private static void exp(float[] x, int from, int to) {
    int i = from;
    for (; i <= to - L; i += L) {
      exp(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    if (i < to) {
      var rest = F.indexInRange(i, to);
      exp(FloatVector.fromArray(F, x, i, rest)).intoArray(x, i, rest);
    }
  }

  private static FloatVector silu(FloatVector x) {
    return x.div(exp(x.neg()).add(1));
  }

  private static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(F, 1).div(exp(x.neg()).add(1));
  }

  private static final float GELU = (float) (-2 * Math.sqrt(2 / Math.PI));

  private static FloatVector gelu(FloatVector x) {
    var u = x.mul(x).mul(0.044715f).add(1).mul(x).mul(GELU);
    return x.div(exp(u).add(1));
  }

  /** 1 - 2 / (exp(2x) + 1): absolute, not relative, accuracy near 0. */
  private static FloatVector tanh(FloatVector x) {
    var denominator = exp(x.add(x)).add(1);
    return FloatVector.broadcast(F, 1).sub(FloatVector.broadcast(F, 2).div(denominator));
  }

  /* exp(x) = 2^n exp(r), n = x / ln 2 rounded, |r| <= ln 2 / 2. Adding 1.5 * 2^23 rounds, and leaves n in the low bits of
   * the sum, from where a shift moves it into the exponent of exp(r). ln 2 is split so that n times its upper part is exact.
   */
  private static final float ROUND = 0x1.8p23f;

  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;
  private static final float LARGEST = 88.722839f;
  private static final float SMALLEST = -87.33654f;

  static FloatVector exp(FloatVector x) {
    var shifted = x.fma(FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
    var n = shifted.sub(ROUND);
    var r = n.fma(FloatVector.broadcast(F, -LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(F, -LN2_LOW), r);
    // Taylor's series to r^7: the next term is below 6e-9.
    var p = r.fma(FloatVector.broadcast(F, 1f / 5040), FloatVector.broadcast(F, 1f / 720));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(F, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(F, 0.5f));
    p = p.fma(r, FloatVector.broadcast(F, 1));
    p = p.fma(r, FloatVector.broadcast(F, 1));
    var exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    var result = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    result = result.blend(0, x.compare(VectorOperators.LT, SMALLEST));
    result = result.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST));
    return result.blend(Float.NaN, x.test(VectorOperators.IS_NAN));
  }
}
