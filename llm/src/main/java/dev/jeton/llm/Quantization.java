package dev.jeton.llm;

import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.GgufTensor;
import dev.jeton.weights.gguf.TensorType;
import java.util.LinkedHashMap;

/** Stores a model's matrices in fewer bits. */
public final class Quantization {
  private Quantization() {}

  /**
   * The same model with its matrices stored as {@code type}; vectors stay as they are. A matrix
   * whose rows are no whole blocks of a K type becomes Q8_0, and F16 where that does not fit
   * either.
   *
   * @throws ModelException if the type is only read
   */
  public static Gguf of(Gguf model, TensorType type) {
    if (!type.written()) {
      throw new ModelException(
          "expected a type that is written, F32 F16 Q8_0 Q4_0 Q4_K Q6_K, found " + type);
    }
    var tensors = new LinkedHashMap<String, GgufTensor>();
    for (var tensor : model.tensors().values()) {
      tensors.put(tensor.name(), tensor.shape().length < 2 ? tensor : stored(tensor, type));
    }
    return new Gguf(model.metadata(), tensors);
  }

  private static GgufTensor stored(GgufTensor tensor, TensorType type) {
    for (var fitting : new TensorType[] {type, TensorType.Q8_0, TensorType.F16}) {
      if (tensor.columns() % fitting.format().size() == 0) {
        return tensor.type() == fitting
            ? tensor
            : GgufTensor.of(tensor.name(), fitting, tensor.floats(), tensor.shape());
      }
    }
    throw new AssertionError("rows of " + tensor.columns());
  }
}
