package dev.jeton.nets;

import dev.jeton.weights.Safetensors;
import java.util.Arrays;

/** Where a network's weights come from. */
public interface ParameterSource {

  /**
   * The values of parameter {@code name}, row-major.
   *
   * @throws IllegalArgumentException if it is absent or its shape is another
   */
  float[] get(String name, int... shape);

  /** The tensors of a weight file; of their shapes only the number of values is looked at. */
  static ParameterSource of(Safetensors file) {
    return (name, shape) -> {
      var tensor = file.tensor(name);
      long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
      if (tensor.count() != count) {
        throw new IllegalArgumentException(
            "expected %d values of %s, found %d".formatted(count, name, tensor.count()));
      }
      return tensor.floats();
    };
  }
}
