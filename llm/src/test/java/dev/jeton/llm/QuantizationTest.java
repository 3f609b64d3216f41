package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizationTest {
  @TempDir Path folder;

  @Test
  void aQuantisedModelSaysNearlyTheSame() throws IOException, URISyntaxException {
    var golden = Golden.Sequence.of("qwen3", 0);
    double q8 = error("qwen3", TensorType.Q8_0, golden);
    double q4 = error("qwen3", TensorType.Q4_0, golden);
    assertTrue(q8 < 0.5 && q8 > 0, "Q8_0: " + q8);
    assertTrue(q4 < 8 && q4 > q8, "Q4_0: " + q4);
    assertTrue(error("qwen3", TensorType.F32, golden) < 1e-3, "F32");
    assertEquals(q8, error("qwen3", TensorType.Q6_K, golden)); // rows are too short for it
  }

  private double error(String name, TensorType type, Golden.Sequence golden)
      throws IOException, URISyntaxException {
    var file = folder.resolve(type + ".gguf");
    try (var arena = Arena.ofConfined()) {
      Quantization.of(Gguf.map(Golden.path(name + ".gguf"), arena), type).write(file);
    }
    double worst = 0;
    try (var model = Model.open(file, Precision.MAPPED)) {
      float[] logits = model.session().appendAll(golden.ids());
      for (int i = 0; i < logits.length; i++) {
        worst = Math.max(worst, Math.abs(logits[i] - golden.logits()[i]));
      }
    }
    return worst;
  }

  @Test
  void aTypeThatIsOnlyReadIsRefused() throws IOException, URISyntaxException {
    try (var arena = Arena.ofConfined()) {
      var model = Gguf.map(Golden.path("gpt2.gguf"), arena);
      assertThrows(ModelException.class, () -> Quantization.of(model, TensorType.Q5_K));
    }
  }
}
