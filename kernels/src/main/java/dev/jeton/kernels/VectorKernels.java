package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The same loops on the Vector API. Only classes named Vector…Kernels may import jdk.incubator. */
final class VectorKernels implements KernelSet {
  /** What the processor prefers, or {@code -Djeton.vectorBits}. */
  static final VectorSpecies<Float> F = species();

  /** Integers of the same shape. */
  static final VectorSpecies<Integer> I = F.withLanes(int.class);

  /** Floats per vector. */
  static final int L = F.length();

  private static VectorSpecies<Float> species() {
    int bits = Integer.getInteger("jeton.vectorBits", 0);
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }

  @Override
  public String name() {
    return "Vector API, " + F.vectorBitSize() + " bits";
  }

  @Override
  public PanelShape panelShape() {
    return new PanelShape(L, VectorMatrixKernels.WIDTH);
  }

  @Override
  public PanelShape codeShape(int dim) {
    int width = VectorNearestKernels.width(dim);
    return new PanelShape(width, width);
  }

  @Override
  public void nearest(
      MatrixView z, int from, int to, CodePanels codes, int[] ids, int idsFrom, int idsStride) {
    VectorNearestKernels.nearest(z, from, to, codes, ids, idsFrom, idsStride);
  }

  @Override
  public void gemm(
      MatrixView a, MatrixPanels b, MatrixView c, int from, int to, boolean accumulate) {
    VectorMatrixKernels.gemm(a, b, c, from, to, accumulate);
  }

  @Override
  public void conv2d(
      Convolution convolution,
      float[] x,
      int xFrom,
      int height,
      int width,
      float[] y,
      int yFrom,
      int from,
      int to) {
    VectorConvolutionKernels.conv2d(convolution, x, xFrom, height, width, y, yFrom, from, to);
  }

  @Override
  public int eightBitLanes() {
    return VectorEightBitKernels.LANES;
  }

  @Override
  public void round(EightBitVectors to, EightBitRows w, float[] x, int from, int vector) {
    VectorRoundingKernels.round(to, w, x, from, vector);
  }

  @Override
  public void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    VectorEightBitKernels.multiply(w, x, from, to, out, outFrom);
  }

  @Override
  public float dot(WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n) {
    return VectorRowKernels.dot(type, w, at, x, xFrom, n);
  }

  @Override
  public void decode(WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom) {
    VectorRowKernels.decode(type, w, at, n, out, outFrom);
  }

  @Override
  public void products(
      float[] w,
      int depth,
      float[] x,
      int xFrom,
      int xStride,
      int n,
      float[] out,
      int outFrom,
      int outStride) {
    VectorProductKernels.products(w, depth, x, xFrom, xStride, n, out, outFrom, outStride);
  }

  @Override
  public void gemm(WeightSource w, MatrixPanels x, float[] c, int from, int to) {
    VectorMatrixKernels.gemm(w, x, c, from, to);
  }

  @Override
  public void product(
      float factor, float[] x, int xFrom, float[] y, int yFrom, float[] out, int outFrom, int n) {
    VectorTransformerKernels.product(factor, x, xFrom, y, yFrom, out, outFrom, n);
  }

  @Override
  public void rotateHalves(float[] x, int from, float[] cos, float[] sin) {
    VectorTransformerKernels.rotateHalves(x, from, cos, sin);
  }

  @Override
  public void scores(
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
    VectorTransformerKernels.scores(
        q, qFrom, group, dim, keys, keysFrom, stride, positions, scale, scores);
  }

  @Override
  public void weightedSums(
      float[] weights,
      int group,
      float[] values,
      int valuesFrom,
      int stride,
      int positions,
      float[] out,
      int outFrom,
      int dim) {
    VectorTransformerKernels.weightedSums(
        weights, group, values, valuesFrom, stride, positions, out, outFrom, dim);
  }

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
    return VectorReductionKernels.dot(a, aFrom, b, bFrom, n);
  }

  @Override
  public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
    VectorMathKernels.axpy(alpha, x, xFrom, y, yFrom, n);
  }

  @Override
  public float sum(float[] x, int from, int to) {
    return VectorReductionKernels.sum(x, from, to);
  }

  @Override
  public float sumOfSquares(float[] x, int from, int to) {
    return VectorReductionKernels.dot(x, from, x, from, to - from);
  }

  @Override
  public float max(float[] x, int from, int to) {
    return VectorReductionKernels.max(x, from, to);
  }

  @Override
  public float expAndSum(float[] x, int from, int to, float shift) {
    return VectorMathKernels.expAndSum(x, from, to, shift, true);
  }

  @Override
  public float sumOfExp(float[] x, int from, int to, float shift) {
    return VectorMathKernels.expAndSum(x, from, to, shift, false);
  }

  @Override
  public void scale(float factor, float[] x, int from, int to) {
    VectorMathKernels.scale(factor, x, from, to);
  }

  @Override
  public void activate(Activation activation, float[] x, int from, int to) {
    VectorMathKernels.activate(activation, x, from, to);
  }

  @Override
  public int firstAbove(float bound, float[] x, int from, int to) {
    return VectorReductionKernels.firstAbove(bound, x, from, to);
  }
}
