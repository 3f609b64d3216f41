package dev.jeton.learn.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelFileTest {
  @TempDir private Path folder;

  /** As trained ones are: no matrix is zero and no norm is 1. */
  private static void stir(Parameters parameters) {
    try (var draws = new Parameters(9, Device.CPU)) {
      parameters
          .all()
          .forEach(
              (name, tensor) -> {
                var values = draws.normal(name, 0.2, tensor.shape()).toFloats();
                if (tensor.shape().length == 1) {
                  for (int i = 0; i < values.length; i++) {
                    values[i] += 1;
                  }
                }
                parameters.set(name, values);
              });
    }
  }

  @Test
  void llmFindsTheLogitsOfTraining() throws IOException {
    var seed = new Seed();
    var documents = Languages.documents("words", 20, seed.random());
    var tokenizer = Languages.tokenizer(documents, 300, folder);
    var shape = new LanguageShape(300, 64, 2, 64, 2, 96);
    var file = folder.resolve("model.gguf");
    int[] ids = seed.random().ints(50, 0, 300).toArray();
    float[] expected;
    try (var parameters = new Parameters(1, Device.CPU)) {
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        var model = new LanguageModel(shape, parameters);
        assertEquals(shape.parameters(), parameters.size());
        stir(parameters);
        expected = model.logits(Tensor.of(ids, 1, ids.length)).toFloats();
      }
      LanguageModelFile.of(
              shape, parameters, tokenizer, TensorType.F32, Map.of("general.name", "tiny"))
          .write(file);
    }
    try (var model = Model.open(file, Precision.FLOATS)) {
      assertEquals(64, model.shape().context());
      assertArrayEquals(expected, model.session().appendAll(ids), 1e-3f, seed.toString());
    }
  }

  @Test
  void theTokenizerInItIsTheOneItWasGiven() throws IOException {
    var seed = new Seed();
    var documents = Languages.documents("words", 20, seed.random());
    var tokenizer = Languages.tokenizer(documents, 300, folder);
    var shape = new LanguageShape(300, 64, 1, 64, 1, 32);
    var file = folder.resolve("model.gguf");
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      new LanguageModel(shape, parameters);
      LanguageModelFile.of(shape, parameters, tokenizer, TensorType.Q8_0, Map.of()).write(file);
    }
    try (var model = Model.open(file)) {
      var found = model.tokenizer().orElseThrow();
      for (int i = 0; i < 50; i++) {
        var text = Languages.text(40, seed.random()) + "<|endoftext|>é";
        assertArrayEquals(tokenizer.encode(text), found.bare().encode(text), seed.toString());
      }
      var specials = SpecialIds.of(tokenizer);
      assertEquals(specials, SpecialIds.of(found));
      assertEquals(specials.end(), found.encode("x")[0]);
      var metadata = model.file().metadata();
      assertEquals(
          specials.middle(), metadata.number("tokenizer.ggml.fim_mid_token_id").orElseThrow());
      assertEquals(java.util.Set.of(specials.end()), model.ends());
    }
  }
}
