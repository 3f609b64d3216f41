package dev.jeton.llm;

import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Stores a model's matrices in fewer bits. */
public final class Quantization {
  private static final String POSITIONS = "position_embd.weight"; // added, never multiplied

  private final Gguf model;
  private final Function<GgufTensor, TensorType> types;

  private Quantization(Gguf model, Function<GgufTensor, TensorType> types) {
    this.model = model;
    this.types = types;
  }

  /**
   * The same model with its matrices stored as {@code type}; vectors and learned positions are 32
   * bits. A matrix whose rows are no whole blocks of a K type becomes Q8_0, and F16 where that does
   * not fit either.
   *
   * @throws ModelException if the type is only read
   */
  public static Quantization of(Gguf model, TensorType type) {
    if (!type.written()) {
      throw new ModelException(
          "expected a type that is written, F32 F16 Q8_0 Q4_0 Q4_K Q6_K, found " + type);
    }
    return new Quantization(model, tensor -> fitting(tensor, type));
  }

  /** A model with matrices as they are, and vectors and learned positions of 32 bits. */
  static Quantization none(Gguf model) {
    return new Quantization(model, GgufTensor::type);
  }

  /**
   * Writes the file whole or not at all.
   *
   * @throws ModelException if a number is not finite
   */
  public void write(Path file) throws IOException {
    try {
      model.write(file, tensor -> small(tensor) ? TensorType.F32 : types.apply(tensor));
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean small(GgufTensor tensor) {
    return tensor.shape().length < 2 || tensor.name().equals(POSITIONS);
  }

  private static TensorType fitting(GgufTensor tensor, TensorType type) {
    for (var fitting : new TensorType[] {type, TensorType.Q8_0, TensorType.F16}) {
      if (tensor.columns() % fitting.format().size() == 0) {
        return fitting;
      }
    }
    throw new AssertionError("rows of " + tensor.columns());
  }
}
