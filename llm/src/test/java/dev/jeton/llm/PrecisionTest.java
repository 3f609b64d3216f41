package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionTest {
  @TempDir Path folder;

  private Precision chosen(int dim, int hidden, TensorType type) throws IOException {
    var file = folder.resolve(dim + "-" + hidden + "-" + type + ".gguf");
    new RandomModel(1, dim, hidden, 4, 2, 512, 64).write(type, 1, file);
    try (var model = Model.open(file)) {
      return model.precision();
    }
  }

  /**
   * However narrow a model is; where most weights are floats, rounding for a few is not worth it.
   */
  @Test
  void modelsOfQuantisedWeightsAreRounded() throws IOException {
    assertEquals(Precision.ROUNDED, chosen(512, 512, TensorType.Q8_0));
    assertEquals(Precision.ROUNDED, chosen(64, 64, TensorType.Q8_0));
    assertEquals(Precision.MAPPED, chosen(512, 512, TensorType.F16));
  }
}
