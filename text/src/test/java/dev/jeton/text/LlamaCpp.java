package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;

/** The vectors of llama.cpp: texts in one file, a line of ids for each in another. */
final class LlamaCpp {
  private LlamaCpp() {}

  static void check(Tokenizer tokenizer, String vectors) throws IOException {
    var texts =
        Files.readString(Data.file("vectors/ggml-vocab.inp")).split("\n__ggml_vocab_test__\n", -1);
    var lines =
        Files.readString(Data.file("vectors/ggml-vocab-" + vectors + ".gguf.out")).split("\n", -1);
    int n = texts.length - 1; // both files end in a line break
    assertEquals(n, lines.length - 1);
    for (int i = 0; i < n; i++) {
      var line = lines[i].strip();
      int[] expected =
          line.isEmpty()
              ? new int[0]
              : Arrays.stream(line.split(" +")).mapToInt(Integer::parseInt).toArray();
      assertArrayEquals(expected, tokenizer.encode(texts[i]), "text %d: %s".formatted(i, texts[i]));
    }
  }
}
