package dev.jeton.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Products of quantised weights with activations, for inference. Activations are rounded to int8
 * once; sums of 32 products are whole numbers and exact, scales are applied in float in the order
 * of the columns. A row of the result therefore has the same bits on every machine, with any number
 * of threads, and whatever other rows are computed in the same call.
 */
public final class WeightKernels {
  private static final ThreadLocal<QuantizedActivations> SCRATCH =
      ThreadLocal.withInitial(QuantizedActivations::new);

  private WeightKernels() {}

  /**
   * Rounds {@code n} rows to int8.
   *
   * @param x {@code [n][columns]} from {@code from} on
   * @param columns a multiple of 32
   * @param to resized and overwritten
   */
  public static void quantize(float[] x, int from, int n, int columns, QuantizedActivations to) {
    Check.atLeast("from", 0, from);
    Check.atLeast("n", 0, n);
    Check.atLeast("columns", 0, columns);
    if (columns % WeightType.UNIT != 0) {
      throw new IllegalArgumentException("columns: expected a multiple of 32, found " + columns);
    }
    Check.fits("x [" + n + "][" + columns + "]", x.length, from + (long) n * columns);
    to.resize(n, columns);
    Kernels.share(
        n,
        20.0 * n * columns,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            Kernels.best().quantize(x, from + i * columns, to, i);
          }
        });
  }

  /**
   * {@code out [n][rows] = x [n][columns] x w transposed}.
   *
   * @param out written from {@code outFrom} on
   */
  public static void multiply(WeightPanels w, QuantizedActivations x, float[] out, int outFrom) {
    Check.equal("columns of x", w.columns(), x.columns());
    Check.atLeast("outFrom", 0, outFrom);
    Check.fits(
        "out [" + x.rows() + "][" + w.rows() + "]",
        out.length,
        outFrom + (long) x.rows() * w.rows());
    Kernels.share(
        w.panels(),
        20.0 * x.rows() * w.rows() * w.columns(),
        (from, to) -> Kernels.best().multiply(w, x, from, to, out, outFrom));
  }

  /**
   * As {@link #multiply(WeightPanels, QuantizedActivations, float[], int)}, rounding x first.
   *
   * @param x {@code [n][columns]}
   * @param out written, {@code [n][rows]}
   */
  public static void multiply(WeightPanels w, float[] x, int n, float[] out) {
    var activations = SCRATCH.get();
    quantize(x, 0, n, w.columns(), activations);
    multiply(w, activations, out, 0);
  }

  /**
   * {@code out [n][rows] = x [n][columns] x w transposed}, in float: relative error 1e-5 of the sum
   * of magnitudes. A row of the result does not depend on the other rows of x.
   *
   * @param x from {@code from} on
   * @param out written from {@code outFrom} on
   */
  public static void multiply(WeightRows w, float[] x, int from, int n, float[] out, int outFrom) {
    int rows = w.rows();
    int columns = w.columns();
    Check.atLeast("from", 0, from);
    Check.atLeast("n", 0, n);
    Check.atLeast("outFrom", 0, outFrom);
    Check.fits("x [" + n + "][" + columns + "]", x.length, from + (long) n * columns);
    Check.fits("out [" + n + "][" + rows + "]", out.length, outFrom + (long) n * rows);
    long rowBytes = w.type().bytes(columns);
    Kernels.share(
        rows,
        20.0 * n * rows * columns,
        (first, end) -> {
          for (int r = first; r < end; r++) {
            for (int i = 0; i < n; i++) {
              out[outFrom + i * rows + r] =
                  Kernels.best()
                      .dot(w.type(), w.data(), r * rowBytes, x, from + i * columns, columns);
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
    if (type.isFloat()) {
      for (int i = 0; i < n; i++) {
        out[outFrom + i] = number(type, blocks, from + (long) i * type.blockBytes());
      }
      return;
    }
    var block = new WeightBlock(type);
    for (int i = 0; i < n; i += type.blockValues()) {
      block.read(blocks, from);
      block.dequantize(out, outFrom + i);
      from += type.blockBytes();
    }
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
