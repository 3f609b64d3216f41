package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.weights.Safetensors;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The log-probabilities of llama.cpp for the same quantised weights: {@code
 * golden/llama-golden.mjs}. Both round activations to int8, but not in the same blocks.
 */
class LlamaCppTest {
  private static final RandomModel SHAPE = new RandomModel(1, 256, 256, 4, 2, 512, 256);
  private static final int[] IDS = {1, 300, 17, 511, 42, 42, 260, 333, 9, 480, 100, 271};
  private static final int[] ROWS = {0, 3, 7, 11};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TensorType.class)
  void saysWhatLlamaCppSays(TensorType type) throws IOException, URISyntaxException {
    float[] golden =
        Safetensors.read(Golden.path("llama-cpp.golden.safetensors")).tensor(type.name()).floats();
    var file = folder.resolve("model.gguf");
    if (type.written()) {
      SHAPE.write(type, 24, file);
    } else {
      RandomBlocks.write(SHAPE, type, 24, file);
    }
    for (var precision : List.of(Precision.MAPPED, Precision.ROUNDED, Precision.FLOATS)) {
      try (var model = Model.open(file, precision)) {
        var session = model.session();
        int row = 0;
        for (int i = 0; i < IDS.length; i++) {
          session.append(IDS[i]);
          if (row < ROWS.length && i == ROWS[row]) {
            compare(golden, 512 * row++, session.logProbabilities(), type);
          }
        }
        assertEquals(ROWS.length, row);
      }
    }
  }

  private static void compare(float[] golden, int from, float[] found, TensorType type) {
    double most =
        type.name().endsWith("_K") ? 0.04 : 0.02; // K: 256 of its activations share a scale
    int likeliest = 0;
    for (int id = 0; id < 512; id++) {
      assertEquals(golden[from + id], found[id], most, () -> type.name());
      likeliest = golden[from + id] > golden[from + likeliest] ? id : likeliest;
    }
    for (int id = 0; id < 512; id++) {
      assertTrue(found[id] <= found[likeliest] + most, type::name);
    }
  }
}
