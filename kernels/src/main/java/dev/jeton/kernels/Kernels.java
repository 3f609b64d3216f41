package dev.jeton.kernels;

/**
 * Arithmetic on arrays: the door to every hot loop. It checks arguments and uses the Vector API
 * when the JVM was started with {@code --add-modules jdk.incubator.vector}, else plain loops.
 *
 * <p>System properties: {@code jeton.threads} (default: the number of processors) for the methods
 * that split their work over threads; results never depend on it. {@code jeton.vectorBits} (64 to
 * 512; 0 for plain loops; default: what the processor prefers, and for weights {@link
 * WeightWidth}).
 *
 * <p>All methods may be called from several threads at once. Arrays that are read and written in
 * one call must not overlap unless the method works in place.
 */
public final class Kernels {
  private static final KernelSet BEST = choose();
  private static final Workers WORKERS =
      new Workers(
          Math.max(
              1, Integer.getInteger("jeton.threads", Runtime.getRuntime().availableProcessors())));

  private Kernels() {}

  /** Which implementation runs, for logs and benchmark headers. */
  public static String implementation() {
    return BEST.name();
  }

  /** Whether that is the Vector API. */
  static boolean vectors() {
    return BEST instanceof VectorKernels;
  }

  /** How many threads share the work of nearest, gemm and conv2d. */
  public static int threads() {
    return WORKERS.threads();
  }

  /** The implementation, for the doors beside this one. */
  static KernelSet best() {
    return BEST;
  }

  /** Work on [from, to). */
  public interface Range {
    /** Does it. */
    void accept(int from, int to);
  }

  /**
   * Shares [0, n) among the threads that work here, the calling one among them.
   *
   * @param cost roughly how many operations all of it takes: what is small stays on this thread
   */
  public static void share(int n, double cost, Range task) {
    Check.atLeast("n", 0, n);
    WORKERS.ranges(n, 1, cost, task);
  }

  static PanelShape panelShape() {
    return BEST.panelShape();
  }

  static PanelShape codeShape(int dim) {
    return BEST.codeShape(dim);
  }

  private static KernelSet choose() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors && Integer.getInteger("jeton.vectorBits", 512) > 0
        ? new VectorKernels()
        : new ScalarKernels();
  }

  // ---- nearest code ----

  /**
   * The id of the nearest code for each of {@code n} vectors; ties go to the lowest id. The result
   * is defined by {@link CodePanels}' cost and the same to the bit on every machine. If a vector
   * holds NaN or infinities its id is meaningless but in range.
   *
   * @param z {@code [n][dim]}
   * @param ids written, {@code [n]}
   */
  public static void nearest(float[] z, int n, CodePanels codes, int[] ids) {
    nearest(MatrixView.of(z, n, codes.dim()), codes, ids, 0, 1);
  }

  /**
   * As {@link #nearest(float[], int, CodePanels, int[])}.
   *
   * @param distances written, {@code [n]}: the cost of each choice (squared distance plus bias)
   */
  public static void nearest(float[] z, int n, CodePanels codes, int[] ids, float[] distances) {
    Check.fits("distances", distances.length, n);
    nearest(z, n, codes, ids);
    for (int i = 0; i < n; i++) {
      distances[i] = codes.cost(z, i * codes.dim(), ids[i]);
    }
  }

  /**
   * As {@link #nearest(float[], int, CodePanels, int[])}, for vectors that are rows of a larger
   * array and ids that are a column of one.
   *
   * @param z {@code [n][dim]}, columns next to each other
   * @param ids written: {@code ids[idsFrom + i * idsStride]} for row i
   */
  public static void nearest(
      MatrixView z, CodePanels codes, int[] ids, int idsFrom, int idsStride) {
    Check.equal("dim of vectors", codes.dim(), z.columns());
    Check.equal("columnStride of vectors", 1, z.columnStride());
    Check.atLeast("idsFrom", 0, idsFrom);
    Check.atLeast("idsStride", 1, idsStride);
    int n = z.rows();
    if (n > 0) {
      Check.fits("ids", ids.length, idsFrom + (n - 1L) * idsStride + 1);
    }
    WORKERS.ranges(
        n,
        ROW_BLOCK,
        2.0 * n * codes.dim() * codes.size(),
        (from, to) -> BEST.nearest(z, from, to, codes, ids, idsFrom, idsStride));
  }

  // ---- matrix product and convolution ----

  /** {@code c [m][n] = a [m][k] x b [k][n]}, all row after row. */
  public static void gemm(int m, int n, int k, float[] a, float[] b, float[] c) {
    gemm(MatrixView.of(a, m, k), MatrixView.of(b, k, n), MatrixView.of(c, m, n), false);
  }

  /**
   * {@code c = a x b}, or {@code c += a x b}.
   *
   * @param c columns next to each other; must not overlap a or b
   */
  public static void gemm(MatrixView a, MatrixView b, MatrixView c, boolean accumulate) {
    var shape = BEST.panelShape();
    int size = Math.multiplyExact(b.rows(), shape.padded(b.columns()));
    var panels = new MatrixPanels(shape, b.rows(), b.columns(), PackingBuffer.of(size));
    WORKERS.ranges(
        panels.panels(),
        1,
        50.0 * size,
        (from, to) -> {
          for (int p = from; p < to; p++) {
            panels.pack(b, p);
          }
        });
    gemm(a, panels, c, accumulate);
  }

  /** {@code c = a x b}, or {@code c += a x b}, for a right-hand side packed once and used often. */
  public static void gemm(MatrixView a, MatrixPanels b, MatrixView c, boolean accumulate) {
    Check.equal("columns of a (rows of b)", b.rows(), a.columns());
    Check.equal("rows of c", a.rows(), c.rows());
    Check.equal("columns of c", b.columns(), c.columns());
    Check.equal("columnStride of c", 1, c.columnStride());
    WORKERS.ranges(
        a.rows(),
        ROW_BLOCK,
        2.0 * a.rows() * b.rows() * b.columns(),
        (from, to) -> BEST.gemm(a, b, c, from, to, accumulate));
  }

  /**
   * A convolution of one image, over all threads.
   *
   * @param x {@code [height][width][inChannels]}
   * @param y written, {@code [outHeight][outWidth][outChannels]}; must not be x
   */
  public static void conv2d(Convolution convolution, float[] x, int height, int width, float[] y) {
    var shape = convolution.shape();
    check(convolution, x, 0, height, width, y, 0);
    int rows = shape.outHeight(height);
    double cost =
        2.0 * rows * shape.outWidth(width) * convolution.weights().rows() * shape.outChannels();
    WORKERS.ranges(
        rows, 1, cost, (from, to) -> BEST.conv2d(convolution, x, 0, height, width, y, 0, from, to));
  }

  /**
   * Output rows {@code [from, to)} of a convolution, on the calling thread.
   *
   * @param x {@code [height][width][inChannels]} from {@code xFrom} on
   * @param y {@code [outHeight][outWidth][outChannels]} from {@code yFrom} on; only the asked rows
   *     are written
   */
  public static void conv2d(
      Convolution convolution,
      float[] x,
      int xFrom,
      int height,
      int width,
      float[] y,
      int yFrom,
      int from,
      int to) {
    check(convolution, x, xFrom, height, width, y, yFrom);
    Check.range("output rows", convolution.shape().outHeight(height), from, to);
    BEST.conv2d(convolution, x, xFrom, height, width, y, yFrom, from, to);
  }

  private static void check(
      Convolution convolution, float[] x, int xFrom, int height, int width, float[] y, int yFrom) {
    var shape = convolution.shape();
    Check.atLeast("height", 0, height);
    Check.atLeast("width", 0, width);
    Check.atLeast("xFrom", 0, xFrom);
    Check.atLeast("yFrom", 0, yFrom);
    long in = (long) height * width * shape.inChannels();
    long out = (long) shape.outHeight(height) * shape.outWidth(width) * shape.outChannels();
    Check.fits(
        "x [" + height + "][" + width + "][" + shape.inChannels() + "]", x.length, xFrom + in);
    Check.fits("y", y.length, yFrom + out);
  }

  // ---- vectors ----

  /** Dot product of two arrays of equal length. */
  public static float dot(float[] a, float[] b) {
    Check.equal("length of b", a.length, b.length);
    return BEST.dot(a, 0, b, 0, a.length);
  }

  /** Dot product of {@code n} elements from {@code aFrom} and {@code bFrom} on. */
  public static float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
    Check.range("a", a.length, aFrom, aFrom + n);
    Check.range("b", b.length, bFrom, bFrom + n);
    return BEST.dot(a, aFrom, b, bFrom, n);
  }

  /** {@code y += alpha * x} for {@code n} elements. */
  public static void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int n) {
    Check.range("x", x.length, xFrom, xFrom + n);
    Check.range("y", y.length, yFrom, yFrom + n);
    BEST.axpy(alpha, x, xFrom, y, yFrom, n);
  }

  /** Sum of {@code x[from]} to {@code x[to - 1]}. */
  public static float sum(float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    return BEST.sum(x, from, to);
  }

  /** Sum of the squares of {@code x[from]} to {@code x[to - 1]}. */
  public static float sumOfSquares(float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    return BEST.sumOfSquares(x, from, to);
  }

  /** {@code x *= factor}, in place. */
  public static void scale(float factor, float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    BEST.scale(factor, x, from, to);
  }

  /**
   * Applies an activation in place. Against exact arithmetic: relative error at most 1e-6 for EXP
   * (results below 1.2e-38 may be 0), absolute error at most 1e-6 * max(1, |x|) for the others.
   */
  public static void activate(Activation activation, float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    BEST.activate(activation, x, from, to);
  }

  /** {@code x = exp(x) / sum exp(x)} in place, without overflow. An empty range is left alone. */
  public static void softmax(float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    float sum = BEST.expAndSum(x, from, to, finite(BEST.max(x, from, to)));
    BEST.scale(1 / sum, x, from, to);
  }

  /** {@code log(sum exp(x))} without overflow; -infinity for an empty range. */
  public static float logSumExp(float[] x, int from, int to) {
    Check.range("x", x.length, from, to);
    float max = finite(BEST.max(x, from, to));
    return (float) (max + Math.log(BEST.sumOfExp(x, from, to, max)));
  }

  /** Subtracting an infinite maximum would make NaN of every element that equals it. */
  private static float finite(float max) {
    return Math.clamp(max, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  /**
   * The largest values of {@code x[from]} to {@code x[to - 1]}, largest first; of equal values the
   * one with the lowest index. NaN is never chosen.
   *
   * @param indices written, {@code [k]}: indices into x
   * @param values written, {@code [k]}
   * @return how many were written: k, or fewer if there are fewer
   */
  public static int topK(float[] x, int from, int to, int k, int[] indices, float[] values) {
    Check.range("x", x.length, from, to);
    Check.atLeast("k", 1, k);
    Check.fits("indices", indices.length, k);
    Check.fits("values", values.length, k);
    var top = new TopK(indices, values, Math.min(k, Math.max(1, to - from)));
    int i = from;
    for (; i < to && !top.full(); i++) {
      if (!Float.isNaN(x[i])) {
        top.add(x[i], i);
      }
    }
    while (i < to && (i = BEST.firstAbove(top.least(), x, i, to)) < to) {
      top.add(x[i], i++);
    }
    return top.sort();
  }

  private static final int ROW_BLOCK = 48;
}
