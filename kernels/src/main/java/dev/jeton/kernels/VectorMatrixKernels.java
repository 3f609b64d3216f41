package dev.jeton.kernels;

import java.util.Arrays;

/**
 * Products of matrices in blocks. A block of b of {@link #DEPTH} rows by one panel stays in the
 * first-level cache while all rows of a block of a pass by it.
 */
final class VectorMatrixKernels {
  /** Rows of a tile: as many as leave registers for a row of b and one broadcast. */
  static final int ROWS = VectorKernels.L == 8 ? 6 : 12;

  static final int WIDTH = 2 * VectorKernels.L;

  /** Depth of a block: 32 columns of b take 32 KiB. */
  static final int DEPTH = 256;

  /** Rows of a that are copied together: with DEPTH columns they stay in the second-level cache. */
  private static final int BLOCK = 16 * 12;

  private VectorMatrixKernels() {}

  /** Where a block of a comes from: {@code block[rows[i] ..]} = row first + i from column k on. */
  interface Source {
    void copy(int first, int count, int k, int depth, float[] block, int[] rows);
  }

  /** Rows [from, to) of c = a x b or c += a x b. */
  static void gemm(
      MatrixView a, MatrixPanels b, MatrixView c, int from, int to, boolean accumulate) {
    gemm(
        (first, count, k, depth, block, rows) -> copy(a, first, count, k, depth, block, rows),
        b,
        c,
        from,
        to,
        accumulate);
  }

  /** Rows [from, to) of {@code c = w x b}; row {@code from} is row 0 of c. */
  static void gemm(WeightSource w, MatrixPanels b, float[] c, int from, int to) {
    gemm(
        (first, count, k, depth, block, rows) -> {
          for (int i = 0; i < count; i++) {
            rows[i] = i * (depth + PAD);
            w.read(from + first + i, k, depth, block, rows[i]);
          }
          repeatLast(rows, count);
        },
        b,
        MatrixView.of(c, to - from, b.columns()),
        0,
        to - from,
        false);
  }

  private static void gemm(
      Source a, MatrixPanels b, MatrixView c, int from, int to, boolean accumulate) {
    if (b.rows() == 0 && !accumulate) {
      zero(c, from, to);
    }
    var scratch = VectorScratchKernels.get();
    for (int first = from; first < to; first += BLOCK) {
      int count = Math.min(BLOCK, to - first);
      for (int k = 0; k < b.rows(); k += DEPTH) {
        int depth = Math.min(DEPTH, b.rows() - k);
        float[] block = scratch.block(count * (depth + PAD));
        int[] rows = scratch.rows(count);
        a.copy(first, count, k, depth, block, rows);
        multiply(
            block,
            rows,
            count,
            0,
            b,
            k,
            depth,
            c.values(),
            c.index(first, 0),
            c.rowStride(),
            accumulate || k > 0,
            scratch);
      }
    }
  }

  /** Keeps the rows of a block from falling on the same lines of the cache. */
  private static final int PAD = 16;

  /** Copies a block of a, row after row, and notes where its rows begin. */
  private static void copy(
      MatrixView a, int first, int count, int k, int depth, float[] block, int[] rows) {
    float[] values = a.values();
    int step = a.columnStride();
    for (int i = 0; i < count; i++) {
      rows[i] = i * (depth + PAD);
    }
    if (step == 1) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, a.index(first + i, k), block, rows[i], depth);
      }
    } else {
      for (int j = 0; j < depth; j++) {
        int source = a.index(first, k + j);
        for (int i = 0; i < count; i++) {
          block[i * (depth + PAD) + j] = values[source + i * a.rowStride()];
        }
      }
    }
    repeatLast(rows, count);
  }

  /** A tile always has all its rows: the missing ones compute the last one again. */
  static void repeatLast(int[] rows, int count) {
    Arrays.fill(rows, count, count + (ROWS - count % ROWS) % ROWS, rows[count - 1]);
  }

  private static void zero(MatrixView c, int from, int to) {
    for (int i = from; i < to; i++) {
      Arrays.fill(c.values(), c.index(i, 0), c.index(i, 0) + c.columns(), 0);
    }
  }

  /**
   * {@code c = a x b[k .. k + depth)} over all panels, or {@code c +=}; rows of a begin at {@code
   * rows[i] + shift}.
   */
  static void multiply(
      float[] a,
      int[] rows,
      int count,
      int shift,
      MatrixPanels b,
      int k,
      int depth,
      float[] c,
      int cFrom,
      int cStride,
      boolean accumulate,
      VectorScratchKernels scratch) {
    for (int p = 0; p < b.panels(); p++) {
      float[] init = accumulate ? c : scratch.zeros();
      int initFrom = accumulate ? cFrom + p * WIDTH : 0;
      panel(
          a,
          rows,
          count,
          shift,
          b,
          p,
          k,
          depth,
          init,
          initFrom,
          accumulate ? cStride : 0,
          c,
          cFrom + p * WIDTH,
          cStride,
          scratch);
    }
  }

  /** As {@link #multiply} for panel p, starting from {@code init}, whose rows may be one row. */
  static void panel(
      float[] a,
      int[] rows,
      int count,
      int shift,
      MatrixPanels b,
      int p,
      int k,
      int depth,
      float[] init,
      int initFrom,
      int initStride,
      float[] c,
      int cFrom,
      int cStride,
      VectorScratchKernels scratch) {
    int width = b.stored(p);
    int ib = b.start(p) + k * width;
    int columns = Math.min(width, b.columns() - p * WIDTH);
    for (int i = 0; i < count; i += ROWS) {
      int left = Math.min(ROWS, count - i);
      int from = initFrom + i * initStride;
      int to = cFrom + i * cStride;
      if (left == ROWS && columns == width) {
        tile(
            left,
            width,
            a,
            rows,
            i,
            shift,
            b.values(),
            ib,
            depth,
            init,
            from,
            initStride,
            c,
            to,
            cStride);
        continue;
      }
      float[] whole = scratch.tile();
      for (int r = 0; r < left; r++) {
        System.arraycopy(init, from + r * initStride, whole, r * WIDTH, columns);
      }
      tile(left, width, a, rows, i, shift, b.values(), ib, depth, whole, 0, WIDTH, whole, 0, WIDTH);
      for (int r = 0; r < left; r++) {
        System.arraycopy(whole, r * WIDTH, c, to + r * cStride, columns);
      }
    }
  }

  static void tile(
      int left,
      int width,
      float[] a,
      int[] rows,
      int row,
      int shift,
      float[] b,
      int ib,
      int depth,
      float[] init,
      int initFrom,
      int initStride,
      float[] out,
      int outFrom,
      int outStride) {
    if (ROWS == 12 && left > 6) {
      if (width == WIDTH) {
        VectorTile12Kernels.wide(
            a, rows, row, shift, b, ib, depth, init, initFrom, initStride, out, outFrom, outStride);
      } else {
        VectorTile12Kernels.narrow(
            a, rows, row, shift, b, ib, depth, init, initFrom, initStride, out, outFrom, outStride);
      }
    } else if (width == WIDTH) {
      VectorTile6Kernels.wide(
          a, rows, row, shift, b, ib, depth, init, initFrom, initStride, out, outFrom, outStride);
    } else {
      VectorTile6Kernels.narrow(
          a, rows, row, shift, b, ib, depth, init, initFrom, initStride, out, outFrom, outStride);
    }
  }
}
