package dev.jeton.llm;

import dev.jeton.kernels.WeightSource;
import dev.jeton.weights.gguf.GgufTensor;

/** Weights of a type that has no kernel of its own: decoded block by block. */
record TensorRows(GgufTensor tensor) implements WeightSource {

  @Override
  public int rows() {
    return tensor.rows();
  }

  @Override
  public int columns() {
    return tensor.columns();
  }

  @Override
  public void read(int row, int column, int n, float[] out, int at) {
    var format = tensor.type().format();
    long from = tensor.type().bytes((long) row * tensor.columns() + column);
    for (int i = 0; i < n; i += format.size(), from += format.bytes()) {
      format.decode(tensor.data(), from, out, at + i);
    }
  }
}
