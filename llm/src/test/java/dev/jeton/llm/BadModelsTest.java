package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that do not fit: one line that says why. */
class BadModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "general.architecture | general.architectura | found no metadata 'general.architecture'",
        "llama.block_count | llama.black_count | found no metadata 'llama.block_count'",
        "token_embd.weight | token_embd.weighs | found no tensor 'token_embd.weight'",
        "blk.1.ffn_down.weight | blk.1.ffn_dawn.weight | found no tensor 'blk.1.ffn_down.weight'",
        "rope_freqs.weight | attn_norms.weight | ''"
      })
  void whatIsMissingIsNamed(String text, String other, String expected)
      throws IOException, URISyntaxException {
    byte[] bytes = Files.readAllBytes(Golden.path("llama.gguf"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    System.arraycopy(other.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, other.length());
    var file = Files.write(folder.resolve("other.gguf"), bytes);
    if (expected.isEmpty()) {
      Model.open(file).close(); // nothing that must be there
    } else {
      assertSays(file, expected);
    }
  }

  @Test
  void anUnknownArchitectureIsNamed() throws IOException, URISyntaxException {
    byte[] bytes = Files.readAllBytes(Golden.path("llama.gguf"));
    var text = new String(bytes, StandardCharsets.ISO_8859_1).replace("llama", "lhama");
    var file =
        Files.write(folder.resolve("other.gguf"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertSays(
        file,
        "expected one of the architectures llama, qwen2, qwen3, gemma2, gemma3, phi3, gpt2, jeton,"
            + " found 'lhama'");
  }

  private static void assertSays(Path file, String expected) {
    var said =
        String.valueOf(assertThrows(ModelException.class, () -> Model.open(file)).getMessage());
    assertEquals(file + ": " + expected, said.replaceFirst(" among \\d+$", ""));
    assertEquals(1, said.lines().count());
  }

  @Test
  void weightsThatAreNaNAreFound() throws IOException, URISyntaxException {
    byte[] bytes = Files.readAllBytes(Golden.path("llama.gguf"));
    // the last tensor's numbers stand at the end
    Arrays.fill(bytes, bytes.length - 64, bytes.length, (byte) 0xff);
    var file = Files.write(folder.resolve("nan.gguf"), bytes);
    var said =
        String.valueOf(
            assertThrows(ModelException.class, () -> Model.open(file, Precision.FLOATS))
                .getMessage());
    assertTrue(said.contains("' is NaN"), said);
    try (var model = Model.open(file, Precision.MAPPED)) {
      var session = model.session();
      said =
          String.valueOf(assertThrows(ModelException.class, () -> session.append(7)).getMessage());
      assertTrue(said.startsWith("a logit after token 0 is NaN"), said);
      assertEquals(0, session.length());
    }
  }

  @Test
  void whatDoesNotFitAContextIsRefused() throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      var session = model.session(8);
      session.append(1, 2, 3, 4, 5);
      var said = assertThrows(ModelException.class, () -> session.append(1, 2, 3, 4));
      assertEquals("expected at most 3 more tokens in a context of 8, found 4", said.getMessage());
      assertEquals(5, session.length());
      assertThrows(ModelException.class, () -> session.append(160));
      assertThrows(ModelException.class, () -> session.append(-1));
      assertThrows(ModelException.class, () -> model.session(129));
      assertThrows(ModelException.class, () -> session.truncate(6));
      assertThrows(IllegalStateException.class, () -> model.session().logits());
      session.append(1, 2, 3);
      session.append();
    }
  }
}
