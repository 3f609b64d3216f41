package dev.jeton.papers;

import dev.jeton.torch.Parameters;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** Learnt numbers in the cache: one cell trains them, another uses them. */
final class TrainedWeights {
  /** A safetensors file in full precision. */
  static final Workbench.Format<Safetensors> FORMAT =
      new Workbench.Format<>() {
        @Override
        public void write(Safetensors value, Path file) throws IOException {
          value.write(file);
        }

        @Override
        public Safetensors read(Path file) throws IOException {
          return Safetensors.read(file);
        }
      };

  private TrainedWeights() {}

  static Safetensors of(Parameters parameters) {
    var tensors = new LinkedHashMap<String, WeightTensor>();
    parameters
        .all()
        .forEach(
            (name, t) ->
                tensors.put(name, WeightTensor.of(WeightTensor.Type.F32, t.toFloats(), t.shape())));
    return new Safetensors(tensors, new LinkedHashMap<>());
  }

  /** Overwrites parameters of the same names. */
  static void restore(Safetensors weights, Parameters parameters) {
    weights.tensors().forEach((name, tensor) -> parameters.set(name, tensor.floats()));
  }
}
