package dev.jeton.llm;

import dev.jeton.kernels.EightBitRows;
import dev.jeton.kernels.ScaleException;
import dev.jeton.kernels.WeightKernels;
import dev.jeton.kernels.WeightRows;
import dev.jeton.weights.gguf.GgufTensor;
import java.lang.foreign.Arena;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Weights in an order that is fast; activations are rounded to int8. They are first read where they
 * lie, and copied some time; products have the same bits before and after.
 */
final class ArrangedMatrix implements WeightMatrix {
  private final String name;
  private final WeightRows plain;
  private volatile EightBitRows rows;

  private ArrangedMatrix(String name, WeightRows plain) {
    this.name = name;
    this.plain = plain;
    rows = EightBitRows.inPlace(plain);
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

  /** A matrix that is not copied yet. */
  static ArrangedMatrix of(GgufTensor tensor) {
    return new ArrangedMatrix(
        tensor.name(),
        new WeightRows(
            MappedMatrix.kernelType(tensor).orElseThrow(),
            tensor.data(),
            tensor.rows(),
            tensor.columns()));
  }

  /**
   * Makes the copy, over all threads.
   *
   * @param arena of the copy, or none: in the heap, which is faster
   * @throws ModelException if a scale is no number
   */
  void arrange(@Nullable Arena arena) {
    try {
      rows = arena == null ? EightBitRows.of(plain) : EightBitRows.of(plain, arena);
    } catch (ScaleException e) {
      throw noNumbers(e);
    }
  }

  /**
   * Makes the copy, on this thread alone.
   *
   * @param stop once it is true, the matrix stays as it is
   */
  void arrange(@Nullable Arena arena, BooleanSupplier stop) {
    try {
      var copy =
          arena == null ? EightBitRows.copy(plain, stop) : EightBitRows.copy(plain, arena, stop);
      copy.ifPresent(arranged -> rows = arranged);
    } catch (ScaleException e) {
      throw noNumbers(e);
    }
  }

  private ModelException noNumbers(ScaleException e) {
    return new ModelException(
        "weights are no numbers: '%s', %s".formatted(name, e.getMessage()), e);
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
    try {
      WeightKernels.multiply(rows, x, 0, n, out, 0);
    } catch (ScaleException e) { // only before the copy was made
      throw noNumbers(e);
    }
  }

  @Override
  public long bytes() {
    return rows.bytes();
  }
}
