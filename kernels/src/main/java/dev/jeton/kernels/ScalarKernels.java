package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The reference: obvious loops that define what the fast kernels must return. */
final class ScalarKernels implements KernelSet {
  private static final PanelShape PANELS = new PanelShape(8, 32);

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public PanelShape panelShape() {
    return PANELS;
  }

  @Override
  public PanelShape codeShape(int dim) {
    return PANELS;
  }

  @Override
  public void nearest(
      MatrixView z, int from, int to, CodePanels codes, int[] ids, int idsFrom, int idsStride) {
    var panels = codes.panels();
    var costs = new float[panels.width()];
    for (int i = from; i < to; i++) {
      float best = Float.POSITIVE_INFINITY;
      int id = 0;
      for (int p = 0; p < panels.panels(); p++) {
        int first = p * panels.width();
        int count = Math.min(panels.width(), codes.size() - first);
        distances(z, i, panels, p, costs);
        for (int j = 0; j < count; j++) {
          float cost = costs[j] + codes.bias()[first + j];
          if (cost < best) {
            best = cost;
            id = first + j;
          }
        }
      }
      ids[idsFrom + i * idsStride] = id;
    }
  }

  /** Squared distances of row i of z to the codes of panel p; the inner loop runs over codes. */
  private static void distances(MatrixView z, int i, MatrixPanels codes, int p, float[] to) {
    int width = codes.stored(p);
    float[] values = codes.values();
    Arrays.fill(to, 0);
    for (int d = 0; d < codes.rows(); d++) {
      float zd = z.values()[z.index(i, d)];
      int start = codes.start(p) + d * width;
      for (int j = 0; j < width; j++) {
        float difference = zd - values[start + j];
        to[j] = Math.fma(difference, difference, to[j]);
      }
    }
  }

  @Override
  public void gemm(
      MatrixView a, MatrixPanels b, MatrixView c, int from, int to, boolean accumulate) {
    var sums = new float[b.width()];
    for (int i = from; i < to; i++) {
      for (int p = 0; p < b.panels(); p++) {
        int first = p * b.width();
        int count = Math.min(b.width(), b.columns() - first);
        Arrays.fill(sums, 0);
        for (int k = 0; k < b.rows(); k++) {
          addRow(a.values()[a.index(i, k)], b, p, k, sums);
        }
        for (int j = 0; j < count; j++) {
          int at = c.index(i, first + j);
          c.values()[at] = accumulate ? c.values()[at] + sums[j] : sums[j];
        }
      }
    }
  }

  /** sums += factor * row k of panel p. */
  private static void addRow(float factor, MatrixPanels b, int p, int k, float[] sums) {
    int width = b.stored(p);
    int start = b.start(p) + k * width;
    float[] values = b.values();
    for (int j = 0; j < width; j++) {
      sums[j] = Math.fma(factor, values[start + j], sums[j]);
    }
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
    var shape = convolution.shape();
    var weights = convolution.weights();
    int outWidth = shape.outWidth(width);
    var sums = new float[weights.width()];
    for (int pixel = from * outWidth; pixel < to * outWidth; pixel++) {
      int top = pixel / outWidth * shape.stride() - shape.paddingHeight();
      int left = pixel % outWidth * shape.stride() - shape.paddingWidth();
      for (int p = 0; p < weights.panels(); p++) {
        int first = p * weights.width();
        int count = Math.min(weights.width(), weights.columns() - first);
        Arrays.fill(sums, 0);
        for (int ky = Math.max(0, -top); ky < Math.min(shape.kernelHeight(), height - top); ky++) {
          for (int kx = Math.max(0, -left);
              kx < Math.min(shape.kernelWidth(), width - left);
              kx++) {
            int tap = (ky * shape.kernelWidth() + kx) * shape.inChannels();
            int at = xFrom + ((top + ky) * width + left + kx) * shape.inChannels();
            for (int c = 0; c < shape.inChannels(); c++) {
              addRow(x[at + c], weights, p, tap + c, sums);
            }
          }
        }
        for (int j = 0; j < count; j++) {
          y[yFrom + pixel * shape.outChannels() + first + j] =
              activated(convolution.activation(), sums[j] + convolution.bias()[first + j]);
        }
      }
    }
  }

  @Override
  public int eightBitLanes() {
    return 8;
  }

  @Override
  public void round(EightBitVectors to, EightBitRows w, float[] x, int from, int vector) {
    ScalarEightBitKernels.round(to, w, x, from, vector);
  }

  @Override
  public void multiply(
      EightBitRows w, EightBitVectors x, int from, int to, float[] out, int outFrom) {
    ScalarEightBitKernels.multiply(w, x, from, to, out, outFrom);
  }

  @Override
  public float dot(WeightType type, MemorySegment w, long at, float[] x, int xFrom, int n) {
    return ScalarRowKernels.dot(type, w, at, x, xFrom, n);
  }

  @Override
  public void decode(WeightType type, MemorySegment w, long at, int n, float[] out, int outFrom) {
    ScalarRowKernels.decode(type, w, at, n, out, outFrom);
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
    ScalarRowKernels.products(w, depth, x, xFrom, xStride, n, out, outFrom, outStride);
  }

  @Override
  public void gemm(WeightSource w, MatrixPanels x, float[] c, int from, int to) {
    var row = new float[w.columns()];
    for (int r = from; r < to; r++) {
      w.read(r, 0, row.length, row, 0);
      gemm(
          MatrixView.of(row, 1, row.length),
          x,
          new MatrixView(c, (r - from) * x.columns(), 1, x.columns(), x.columns(), 1),
          0,
          1,
          false);
    }
  }

  @Override
  public void product(
      float factor, float[] x, int xFrom, float[] y, int yFrom, float[] out, int outFrom, int n) {
    ScalarTransformerKernels.product(factor, x, xFrom, y, yFrom, out, outFrom, n);
  }

  @Override
  public void rotateHalves(float[] x, int from, float[] cos, float[] sin) {
    ScalarTransformerKernels.rotateHalves(x, from, cos, sin);
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
    ScalarTransformerKernels.scores(
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
    ScalarTransformerKernels.weightedSums(
        weights, group, values, valuesFrom, stride, positions, out, outFrom, dim);
  }

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[aFrom + i] * b[bFrom + i];
    }
    return (float) sum;
  }

  @Override
  public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] = Math.fma(alpha, x[xFrom + i], y[yFrom + i]);
    }
  }

  @Override
  public float sum(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += x[i];
    }
    return (float) sum;
  }

  @Override
  public float sumOfSquares(float[] x, int from, int to) {
    return dot(x, from, x, from, to - from);
  }

  @Override
  public float max(float[] x, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (x[i] > max) {
        max = x[i];
      }
    }
    return max;
  }

  @Override
  public float expAndSum(float[] x, int from, int to, float shift) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      x[i] = (float) Math.exp(x[i] - shift);
      sum += x[i];
    }
    return (float) sum;
  }

  @Override
  public float sumOfExp(float[] x, int from, int to, float shift) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(x[i] - shift);
    }
    return (float) sum;
  }

  @Override
  public void scale(float factor, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  @Override
  public void activate(Activation activation, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = activated(activation, x[i]);
    }
  }

  static float activated(Activation activation, float x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case SILU -> (float) (x / (1 + Math.exp(-x)));
      case GELU_TANH ->
          (float) (x / (1 + Math.exp(-2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
      case TANH -> (float) Math.tanh(x);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
      case EXP -> (float) Math.exp(x);
    };
  }

  @Override
  public int firstAbove(float bound, float[] x, int from, int to) {
    int i = from;
    while (i < to && !(x[i] > bound)) {
      i++;
    }
    return i;
  }
}
