package dev.jeton.llm;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
import dev.jeton.weights.gguf.GgufTensor;

/** Weights of 32 bits, packed for the matrix product of {@link Kernels}. */
final class FloatMatrix implements WeightMatrix {
  private final MatrixPanels panels;

  private FloatMatrix(MatrixPanels panels) {
    this.panels = panels;
  }

  /**
   * Decodes a tensor.
   *
   * @throws ModelException if it holds a NaN
   */
  static FloatMatrix of(GgufTensor tensor) {
    float[] values = tensor.floats();
    requireNumbers(values, tensor.name());
    var view = MatrixView.of(values, tensor.rows(), tensor.columns());
    return new FloatMatrix(MatrixPanels.of(view.transposed()));
  }

  static void requireNumbers(float[] values, String name) {
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        throw new ModelException("weight %d of '%s' is NaN".formatted(i, name));
      }
    }
  }

  @Override
  public int rows() {
    return panels.columns();
  }

  @Override
  public int columns() {
    return panels.rows();
  }

  @Override
  public void multiply(float[] x, int n, float[] out) {
    Kernels.gemm(MatrixView.of(x, n, columns()), panels, MatrixView.of(out, n, rows()), false);
  }

  @Override
  public long bytes() {
    return 4L * rows() * columns();
  }
}
