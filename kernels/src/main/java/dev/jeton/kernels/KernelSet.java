package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Every hot loop of the library. One readable implementation, one fast one, same results. Arguments
 * were checked by {@link Kernels}; ranges are half open; nothing here starts threads.
 */
interface KernelSet {
  /** For logs: what runs, and how wide. */
  String name();

  /** How this set wants matrices packed. Each set can read panels of any shape it can name. */
  PanelShape panelShape();

  /** How this set wants codes of {@code dim} numbers packed. */
  PanelShape codeShape(int dim);

  /**
   * For rows i in [from, to): {@code ids[idsFrom + i * idsStride]} = nearest code to row i of z.
   */
  void nearest(
      MatrixView z, int from, int to, CodePanels codes, int[] ids, int idsFrom, int idsStride);

  /** Rows [from, to) of c = a x b, or c + a x b. The columns of c lie next to each other. */
  void gemm(MatrixView a, MatrixPanels b, MatrixView c, int from, int to, boolean accumulate);

  /** Output rows [from, to) of a convolution. */
  void conv2d(
      Convolution convolution,
      float[] x,
      int xFrom,
      int height,
      int width,
      float[] y,
      int yFrom,
      int from,
      int to);

  /** Rows of a panel of {@link EightBitRows}. */
  int eightBitLanes();

  /** Vector number {@code vector} of {@code to}, from {@code w.columns()} numbers of x. */
  void round(EightBitVectors to, EightBitRows w, float[] x, int from, int vector);

  /** Panels [from, to) of w times all vectors. */
  void multiply(EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom);

  /** Dot product of {@code n} weights, whole blocks from byte {@code at} on, with x. */
  float dot(WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n);

  /** {@code n} weights, whole blocks from byte {@code at} on, as floats. */
  void decode(WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom);

  /**
   * {@code out[i * outStride + r] += w_r . x_i} for 4 rows of weights and up to 4 vectors.
   *
   * @param w {@code [4][depth]}
   * @param n vectors, 1 to 4
   */
  void products(
      float[] w,
      int depth,
      float[] x,
      int xFrom,
      int xStride,
      int n,
      float[] out,
      int outFrom,
      int outStride);

  /** Rows [from, to) of w times x, whose columns are packed: {@code c [rows of w][vectors]}. */
  void gemm(WeightSource w, MatrixPanels x, float[] c, int from, int to);

  /** out = (factor * x) * y. */
  void product(
      float factor, float[] x, int xFrom, float[] y, int yFrom, float[] out, int outFrom, int n);

  /** Turns the pairs (i, i + pairs) of one head. */
  void rotateHalves(float[] x, int from, float[] cos, float[] sin);

  /** See {@link TransformerKernels#scores}. */
  void scores(
      float[] q,
      int qFrom,
      int group,
      int dim,
      float[] keys,
      int keysFrom,
      int stride,
      int positions,
      float scale,
      float[] scores);

  /** See {@link TransformerKernels#weightedSums}. */
  void weightedSums(
      float[] weights,
      int group,
      float[] values,
      int valuesFrom,
      int stride,
      int positions,
      float[] out,
      int outFrom,
      int dim);

  float dot(float[] a, int aFrom, float[] b, int bFrom, int n);

  /** y += alpha * x. */
  void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n);

  float sum(float[] x, int from, int to);

  float sumOfSquares(float[] x, int from, int to);

  /** Largest value; -infinity if there is none. NaN is passed over. */
  float max(float[] x, int from, int to);

  /** x = exp(x - shift); returns the sum. */
  float expAndSum(float[] x, int from, int to, float shift);

  /** Sum of exp(x - shift). */
  float sumOfExp(float[] x, int from, int to, float shift);

  /** x *= factor. */
  void scale(float factor, float[] x, int from, int to);

  void activate(Activation activation, float[] x, int from, int to);

  /** First index in [from, to) with x > bound, or {@code to}. */
  int firstAbove(float bound, float[] x, int from, int to);
}
