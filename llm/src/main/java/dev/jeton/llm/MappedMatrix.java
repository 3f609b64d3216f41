package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.weights.gguf.GgufTensor;
import java.util.stream.IntStream;

/** Weights that stay where the file lies and are decoded a row at a time: slow, but no memory. */
final class MappedMatrix implements WeightMatrix {
  private static final int ROWS_AT_ONCE = 32;
  private static final long SMALL = 1 << 16;

  private final GgufTensor tensor;

  MappedMatrix(GgufTensor tensor) {
    this.tensor = tensor;
  }

  @Override
  public int rows() {
    return tensor.rows();
  }

  @Override
  public int columns() {
    return tensor.columns();
  }

  @Override
  public void multiply(float[] x, int n, float[] out) {
    var parts = IntStream.range(0, Math.ceilDiv(rows(), ROWS_AT_ONCE));
    if ((long) rows() * columns() > SMALL && Kernels.threads() > 1) {
      parts = parts.parallel();
    }
    parts.forEach(
        part -> {
          int from = part * ROWS_AT_ONCE;
          rows(from, Math.min(rows(), from + ROWS_AT_ONCE), x, n, out);
        });
  }

  private void rows(int from, int to, float[] x, int n, float[] out) {
    int columns = columns();
    var row = new float[columns];
    for (int r = from; r < to; r++) {
      tensor.read(r, r + 1, row, 0);
      for (int i = 0; i < n; i++) {
        out[i * rows() + r] = Kernels.dot(row, 0, x, i * columns, columns);
      }
    }
  }

  @Override
  public long bytes() {
    return tensor.data().byteSize();
  }
}
