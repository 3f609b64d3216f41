package dev.jeton.kernels;

/**
 * What a transformer does beside its matrix products, on the calling thread. Against exact
 * arithmetic: relative error 1e-5 of the sum of magnitudes.
 */
public final class TransformerKernels {
  private TransformerKernels() {}

  /**
   * {@code out = x / sqrt(mean(x^2) + epsilon) * weight} (Zhang and Sennrich 2019, eq. 4).
   *
   * @param out may be x
   */
  public static void rmsNorm(
      float[] x, int xFrom, float[] weight, float epsilon, float[] out, int outFrom) {
    int n = weight.length;
    Check.range("x", x.length, xFrom, xFrom + n);
    Check.range("out", out.length, outFrom, outFrom + n);
    double mean = n == 0 ? 0 : Kernels.best().sumOfSquares(x, xFrom, xFrom + n) / (double) n;
    float factor = (float) (1 / Math.sqrt(mean + epsilon));
    Kernels.best().product(factor, x, xFrom, weight, 0, out, outFrom, n);
  }

  /** {@code gate = gate / (1 + exp(-gate)) * up} for {@code n} elements (Shazeer 2020, SwiGLU). */
  public static void swiGlu(float[] gate, int gateFrom, float[] up, int upFrom, int n) {
    Check.range("gate", gate.length, gateFrom, gateFrom + n);
    Check.range("up", up.length, upFrom, upFrom + n);
    Kernels.best().activate(Activation.SILU, gate, gateFrom, gateFrom + n);
    Kernels.best().product(1, gate, gateFrom, up, upFrom, gate, gateFrom, n);
  }

  /**
   * Rotary position embedding of heads that lie next to each other, in place (Su et al. 2021, eq.
   * 34). Pair i of a head turns by an angle whose cosine and sine are given.
   *
   * @param x {@code [heads][dim]} from {@code from} on
   * @param dim of a head; at least {@code 2 * cos.length}, what is behind that stays
   * @param cos {@code [pairs]}
   * @param sin {@code [pairs]}
   * @param halves whether pair i is (i, i + pairs), else (2 i, 2 i + 1)
   */
  public static void rotate(
      float[] x, int from, int heads, int dim, float[] cos, float[] sin, boolean halves) {
    Check.atLeast("heads", 0, heads);
    Check.equal("sines", cos.length, sin.length);
    Check.atLeast("dim", 2 * cos.length, dim);
    Check.range("x", x.length, from, Math.addExact(from, Math.multiplyExact(heads, dim)));
    for (int h = 0; h < heads; h++) {
      if (halves) {
        Kernels.best().rotateHalves(x, from + h * dim, cos, sin);
      } else {
        rotatePairs(x, from + h * dim, cos, sin);
      }
    }
  }

  private static void rotatePairs(float[] x, int from, float[] cos, float[] sin) {
    for (int i = 0; i < cos.length; i++, from += 2) {
      float a = x[from];
      float b = x[from + 1];
      x[from] = a * cos[i] - b * sin[i];
      x[from + 1] = a * sin[i] + b * cos[i];
    }
  }

  /**
   * Scores of neighbouring query heads that share keys: {@code scores[g][p] = scale * q_g . k_p}.
   * Keys are read once for the whole group.
   *
   * @param q {@code [group][dim]} from {@code qFrom} on
   * @param keys row p begins at {@code keysFrom + p * stride}
   * @param scores written, {@code [group][positions]} from 0 on
   */
  public static void scores(
      float[] q,
      int qFrom,
      int group,
      int dim,
      float[] keys,
      int keysFrom,
      int stride,
      int positions,
      float scale,
      float[] scores) {
    Check.atLeast("group", 0, group);
    Check.range("queries", q.length, qFrom, qFrom + Math.multiplyExact(group, dim));
    checkCache("keys", keys, keysFrom, stride, positions, dim);
    Check.fits("scores", scores.length, (long) group * positions);
    Kernels.best().scores(q, qFrom, group, dim, keys, keysFrom, stride, positions, scale, scores);
  }

  /**
   * Means of values with the weights of each head: {@code out[g] = sum_p weights[g][p] * v_p}.
   *
   * @param weights {@code [group][positions]} from 0 on
   * @param values row p begins at {@code valuesFrom + p * stride}
   * @param out written, {@code [group][dim]} from {@code outFrom} on
   */
  public static void weightedSums(
      float[] weights,
      int group,
      float[] values,
      int valuesFrom,
      int stride,
      int positions,
      float[] out,
      int outFrom,
      int dim) {
    Check.atLeast("group", 0, group);
    Check.fits("weights", weights.length, (long) group * positions);
    checkCache("values", values, valuesFrom, stride, positions, dim);
    Check.range("out", out.length, outFrom, outFrom + Math.multiplyExact(group, dim));
    Kernels.best()
        .weightedSums(weights, group, values, valuesFrom, stride, positions, out, outFrom, dim);
  }

  private static void checkCache(
      String what, float[] rows, int from, int stride, int positions, int dim) {
    Check.atLeast("from", 0, from);
    Check.atLeast("stride", 0, stride);
    Check.atLeast("positions", 0, positions);
    Check.atLeast("dim", 0, dim);
    if (positions > 0) {
      Check.fits(what, rows.length, from + (positions - 1L) * stride + dim);
    }
  }
}
