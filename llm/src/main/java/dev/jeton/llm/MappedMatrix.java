package dev.jeton.llm;

import dev.jeton.kernels.WeightKernels;
import dev.jeton.kernels.WeightRows;
import dev.jeton.kernels.WeightSource;
import dev.jeton.kernels.WeightType;
import dev.jeton.weights.gguf.GgufTensor;
import java.util.Optional;

/** Weights that stay where the file lies; products are taken with numbers of 32 bits. */
final class MappedMatrix implements WeightMatrix {
  private final WeightSource source;
  private final long bytes;

  private MappedMatrix(WeightSource source, long bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  static MappedMatrix of(GgufTensor tensor) {
    long bytes = tensor.data().byteSize();
    var source =
        kernelType(tensor)
            .<WeightSource>map(
                type -> new WeightRows(type, tensor.data(), tensor.rows(), tensor.columns()))
            .orElseGet(() -> new TensorRows(tensor));
    return new MappedMatrix(source, bytes);
  }

  /** What the kernels call the tensor's type, if they know it. */
  static Optional<WeightType> kernelType(GgufTensor tensor) {
    return switch (tensor.type()) {
      case F32 -> Optional.of(WeightType.F32);
      case F16 -> Optional.of(WeightType.F16);
      case BF16 -> Optional.of(WeightType.BF16);
      case Q8_0 -> Optional.of(WeightType.Q8_0);
      case Q4_0 -> Optional.of(WeightType.Q4_0);
      case Q4_K -> Optional.of(WeightType.Q4_K);
      case Q6_K -> Optional.of(WeightType.Q6_K);
      default -> Optional.empty();
    };
  }

  @Override
  public int rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public void multiply(float[] x, int n, float[] out) {
    WeightKernels.multiply(source, x, 0, n, out, 0);
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
