package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Products of quantised weights with activations, for inference. */
public final class WeightKernels {
  private WeightKernels() {}

  /**
   * {@code out [n][rows] = x [n][columns] x w transposed}, with x rounded to int8: sums of 32
   * products are whole numbers and exact, scales are applied in float. Each vector's results have
   * the bits that it would have alone, on every machine.
   *
   * @param x from {@code from} on
   * @param out written from {@code outFrom} on
   */
  public static void multiply(
      EightBitRows w, float[] x, int from, int n, float[] out, int outFrom) {
    Check.atLeast("from", 0, from);
    Check.atLeast("n", 0, n);
    Check.atLeast("outFrom", 0, outFrom);
    Check.rows("x", x.length, from, n, w.columns());
    Check.rows("out", out.length, outFrom, n, w.rows());
    EightBitVectors.ofThread().multiply(w, x, from, n, out, outFrom);
  }

  /** Vectors up to which rows are multiplied as they are read; more go in tiles. */
  private static final int FEW = 40;

  /** Weights of a row that are decoded at a time, for a few vectors. */
  private static final int DEPTH = 1024;

  /** Rows that a thread multiplies at a time, for many vectors. */
  private static final int BLOCK = 96;

  /**
   * {@code out [n][rows] = x [n][columns] x w transposed}, in float: relative error 1e-5 of the sum
   * of magnitudes. The last bits of a row of the result may depend on n.
   *
   * @param x from {@code from} on
   * @param out written from {@code outFrom} on
   */
  public static void multiply(
      WeightSource w, float[] x, int from, int n, float[] out, int outFrom) {
    int rows = w.rows();
    int columns = w.columns();
    Check.atLeast("from", 0, from);
    Check.atLeast("n", 0, n);
    Check.atLeast("outFrom", 0, outFrom);
    Check.rows("x", x.length, from, n, columns);
    Check.rows("out", out.length, outFrom, n, rows);
    double cost = 20.0 * n * rows * columns;
    if (n == 1) {
      Kernels.share(
          rows,
          cost,
          (first, end) -> {
            for (int r = first; r < end; r++) {
              out[outFrom + r] = w.dot(r, x, from);
            }
          });
    } else if (n <= FEW) {
      int fours = (rows + 3) / 4;
      Kernels.share(
          fours,
          cost,
          (first, end) -> few(w, 4 * first, Math.min(rows, 4 * end), x, from, n, out, outFrom));
    } else {
      many(w, x, from, n, out, outFrom, cost);
    }
  }

  private static void few(
      WeightSource w, int first, int end, float[] x, int from, int n, float[] out, int outFrom) {
    int columns = w.columns();
    var decoded = RowBuffer.of(4 * Math.min(DEPTH, columns) + 4 * FEW);
    int sums = decoded.length - 4 * FEW;
    for (int r = first; r < end; r += 4) {
      int count = Math.min(4, end - r);
      Arrays.fill(decoded, sums, decoded.length, 0);
      for (int k = 0; k < columns; k += DEPTH) {
        int depth = Math.min(DEPTH, columns - k);
        for (int i = 0; i < 4; i++) {
          w.read(r + Math.min(i, count - 1), k, depth, decoded, i * depth);
        }
        Kernels.best().products(decoded, depth, x, from + k, columns, n, decoded, sums, 4);
      }
      for (int i = 0; i < n; i++) {
        System.arraycopy(decoded, sums + 4 * i, out, outFrom + i * w.rows() + r, count);
      }
    }
  }

  private static void many(
      WeightSource w, float[] x, int from, int n, float[] out, int outFrom, double cost) {
    int rows = w.rows();
    int columns = w.columns();
    var shape = Kernels.panelShape();
    int size = Math.multiplyExact(columns, shape.padded(n));
    var panels = new MatrixPanels(shape, columns, n, PackingBuffer.of(size));
    var view = new MatrixView(x, from, n, columns, columns, 1).transposed();
    Kernels.share(
        panels.panels(),
        50.0 * size,
        (first, end) -> {
          for (int p = first; p < end; p++) {
            panels.pack(view, p);
          }
        });
    Kernels.share(
        (rows + BLOCK - 1) / BLOCK,
        cost,
        (first, end) -> {
          var products = RowBuffer.of(BLOCK * n);
          for (int b = first; b < end; b++) {
            int r = b * BLOCK;
            int count = Math.min(BLOCK, rows - r);
            Kernels.best().gemm(w, panels, products, r, r + count);
            for (int i = 0; i < n; i++) {
              int to = outFrom + i * rows + r;
              for (int j = 0; j < count; j++) {
                out[to + j] = products[j * n + i];
              }
            }
          }
        });
  }

  /**
   * Weights as floats.
   *
   * @param blocks as in GGUF
   * @param from offset of the first block in bytes
   * @param n whole blocks
   * @param out written from {@code outFrom} on
   */
  public static void dequantize(
      WeightType type, MemorySegment blocks, long from, int n, float[] out, int outFrom) {
    Check.range("out", out.length, outFrom, outFrom + n);
    long bytes = type.bytes(n);
    if (from < 0 || from > blocks.byteSize() - bytes) {
      throw new IllegalArgumentException(
          "%d bytes from %d on lie outside [0, %d)".formatted(bytes, from, blocks.byteSize()));
    }
    Kernels.best().decode(type, blocks, from, n, out, outFrom);
  }

  /** The float at byte {@code at}. */
  static float number(WeightType type, MemorySegment data, long at) {
    return switch (type) {
      case F16 -> Float.float16ToFloat(data.get(WeightBlock.SHORT, at));
      case BF16 -> Float.intBitsToFloat(data.get(WeightBlock.SHORT, at) << 16);
      default -> Float.intBitsToFloat(data.get(WeightBlock.INT, at));
    };
  }
}
