package dev.jeton.llm;

import dev.jeton.kernels.EightBitRows;
import dev.jeton.kernels.WeightKernels;
import dev.jeton.kernels.WeightRows;
import dev.jeton.weights.gguf.GgufTensor;
import java.lang.foreign.Arena;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Weights copied from the file in an order that is fast; activations are rounded to int8. */
final class ArrangedMatrix implements WeightMatrix {
  private final WeightRows plain;
  private @Nullable EightBitRows arranged; // set before the model is shared

  private ArrangedMatrix(WeightRows plain) {
    this.plain = plain;
  }

  /** Whether a tensor can be arranged, without many zeros added. */
  static boolean fits(GgufTensor tensor) {
    var type = MappedMatrix.kernelType(tensor);
    return type.isPresent()
        && EightBitRows.has(type.get())
        && bytes(tensor) <= 1.6 * tensor.data().byteSize();
  }

  /** Bytes of the copy. */
  static long bytes(GgufTensor tensor) {
    var type = MappedMatrix.kernelType(tensor).orElseThrow();
    return EightBitRows.bytes(type, tensor.rows(), tensor.columns());
  }

  /** A matrix that must still be {@linkplain #arrange arranged}. */
  static ArrangedMatrix of(GgufTensor tensor) {
    return new ArrangedMatrix(
        new WeightRows(
            MappedMatrix.kernelType(tensor).orElseThrow(),
            tensor.data(),
            tensor.rows(),
            tensor.columns()));
  }

  /**
   * Makes the copy.
   *
   * @param arena of the copy, or none: in the heap, which is faster
   * @throws ModelException if a scale is no number
   */
  void arrange(@Nullable Arena arena) {
    try {
      arranged = arena == null ? EightBitRows.of(plain) : EightBitRows.of(plain, arena);
    } catch (IllegalArgumentException e) {
      throw new ModelException("weights are no numbers: " + e.getMessage(), e);
    }
  }

  private EightBitRows arranged() {
    return Objects.requireNonNull(arranged);
  }

  @Override
  public int rows() {
    return plain.rows();
  }

  @Override
  public int columns() {
    return plain.columns();
  }

  @Override
  public void multiply(float[] x, int n, float[] out) {
    WeightKernels.multiply(arranged(), x, 0, n, out, 0);
  }

  @Override
  public long bytes() {
    return arranged().bytes();
  }
}
