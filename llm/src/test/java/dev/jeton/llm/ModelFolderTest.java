package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightTensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  @TempDir Path folder;

  @Test
  void weightsMayLieInSeveralFiles() throws IOException, URISyntaxException {
    var whole = Golden.path("qwen3");
    Files.copy(whole.resolve("config.json"), folder.resolve("config.json"));
    var tensors = Safetensors.read(whole.resolve("model.safetensors")).tensors();
    var index = new StringBuilder("{\"weight_map\": {\"lm_head.weight\": \"part-0.safetensors\"");
    for (int part = 0; part < 2; part++) {
      var some = new LinkedHashMap<String, WeightTensor>();
      for (var entry : tensors.entrySet()) {
        if ((entry.getKey().contains("layers.1") ? 1 : 0) == part) {
          some.put(entry.getKey(), entry.getValue());
        }
      }
      new Safetensors(some, new LinkedHashMap<>())
          .write(folder.resolve("part-" + part + ".safetensors"));
    }
    index.append(", \"model.layers.1.mlp.up_proj.weight\": \"part-1.safetensors\"}}");
    Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    try (var one = Model.open(whole);
        var several = Model.open(folder)) {
      assertArrayEquals(one.session().appendAll(5, 6, 7), several.session().appendAll(5, 6, 7));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"qwen3\" | \"qwen9\" | expected a model_type of gemma2, gemma3_text",
        "\"silu\" | \"relu\" | hidden_act: expected 'silu', found 'relu'",
        "\"rope_type\": \"default\" | \"rope_type\": \"dynamic\" | rope_parameters.rope_type: expected",
        "\"hidden_size\" | \"hidden_sizes\" | hidden_size: expected a number, found nothing"
      })
  void whatIsNotKnownIsRefused(String text, String other, String expected)
      throws IOException, URISyntaxException {
    var whole = Golden.path("qwen3");
    var config = Files.readString(whole.resolve("config.json"));
    assertTrue(config.contains(text), config);
    Files.writeString(folder.resolve("config.json"), config.replace(text, other));
    Files.copy(whole.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    assertSays(expected);
  }

  @Test
  void aFolderWithoutAModelIsRefused() throws IOException {
    assertSays("expected a folder with config.json, found none");
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"../a.safetensors\"}}");
    assertSays("expected names of safetensors files");
  }

  private void assertSays(String expected) {
    var said =
        String.valueOf(assertThrows(IOException.class, () -> Model.open(folder)).getMessage());
    assertTrue(said.contains(expected), said);
    assertTrue(said.startsWith(folder + ": "), said);
    assertEquals(1, said.lines().count(), said);
  }
}
