package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vocabulary of a random model is one that tokenizers read. */
class RandomVocabularyTest {
  private static final int SIZE = 6000;

  @TempDir Path folder;

  @Test
  void mergesBuildEachWordAndControlTokensAreLlama3s() throws IOException {
    var file = folder.resolve("model.gguf");
    new RandomModel(1, 256, 256, 4, 2, SIZE, 256).write(TensorType.Q4_0, 1, file);
    try (var model = Model.open(file, Precision.MAPPED)) {
      var tokenizer = model.tokenizer().orElseThrow();
      assertEquals(SIZE, tokenizer.size());
      for (int id = 256; id < SIZE - 256; id++) {
        var word = new String(tokenizer.token(id), StandardCharsets.UTF_8);
        assertArrayEquals(new int[] {id}, tokenizer.bare().encode(word), word);
      }
      assertEquals(SIZE - 256, tokenizer.special("<|begin_of_text|>"));
      assertEquals(SIZE - 256 + 9, tokenizer.special("<|eot_id|>"));
      assertEquals(SIZE - 1, tokenizer.special("<|reserved_special_token_247|>"));
      var text = "bakasa \u00e9\u4e2d\n bakasaTA";
      assertEquals(text, tokenizer.decode(tokenizer.bare().encode(text)));
    }
  }

  @Test
  void sizesOutOfReachAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RandomVocabulary(511));
    assertThrows(IllegalArgumentException.class, () -> new RandomVocabulary(400_000));
  }
}
