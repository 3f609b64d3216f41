package dev.jeton.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.text.chat.ChatTemplate;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of every architecture as GGUF: they say what the folder says. */
class ConversionTest {
  @TempDir Path folder;

  static Stream<String> models() {
    return ParityTest.MODELS.stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFolderBecomesGgufThatSaysTheSame(String name) throws IOException, URISyntaxException {
    var source = copied(name, SmallTokenizer.json());
    var file = folder.resolve("out.gguf");
    convert(source, file, Optional.empty());
    var golden = Golden.Sequence.of(name, 1);
    try (var one = Model.open(source, Precision.MAPPED);
        var other = Model.open(file, Precision.MAPPED)) {
      assertEquals(one.shape(), other.shape());
      assertEquals(one.ends(), other.ends());
      assertArrayEquals(
          one.session().appendAll(golden.ids()), other.session().appendAll(golden.ids()));
      assertEquals(said(one), said(other));
    }
  }

  @Test
  void matricesTakeTheTypeThatIsAskedFor() throws IOException, URISyntaxException {
    var source = copied("gemma2", SmallTokenizer.json());
    var file = folder.resolve("out.gguf");
    convert(source, file, Optional.of(TensorType.Q8_0));
    try (var model = Model.open(file)) {
      for (var tensor : model.file().tensors().values()) {
        var expected = tensor.shape().length < 2 ? TensorType.F32 : TensorType.Q8_0;
        assertEquals(expected, tensor.type(), tensor.name());
      }
    }
    convert(file, folder.resolve("again.gguf"), Optional.of(TensorType.Q8_0));
    assertEquals(-1, Files.mismatch(file, folder.resolve("again.gguf")));
  }

  @Test
  void templatesAndSpecialTokensComeAlong() throws IOException, URISyntaxException {
    var source = copied("qwen3", SmallTokenizer.json());
    Files.writeString(
        source.resolve("tokenizer_config.json"),
        """
        {"chat_template": "{{ bos_token }}{% for m in messages %}{{ m.content }}{% endfor %}",
         "bos_token": "<|end|>", "eos_token": {"content": "<|end|>"}}
        """);
    var file = folder.resolve("out.gguf");
    convert(source, file, Optional.empty());
    var template = ChatTemplate.open(file);
    assertEquals("<|end|>", template.specialTokens().get("bos_token"));
    try (var one = Model.open(source);
        var other = Model.open(file)) { // an end is what config.json says, not the name of a token
      var end = other.tokenizer().orElseThrow().token(one.ends().iterator().next());
      assertEquals(new String(end, UTF_8), template.specialTokens().get("eos_token"));
    }
  }

  @Test
  void whatGgufCannotSayIsRefused() throws IOException, URISyntaxException {
    var cut = SmallTokenizer.json().replace("\"use_regex\": true", "\"use_regex\": false");
    assertSays(copied("qwen3", cut), "expected cuts of a model that llama.cpp knows by name");
    var many = SmallTokenizer.json().replace("\"<|end|>\": 0", "\"<|end|>\": 0, \"zz\": 160");
    assertSays(copied("qwen3", many), "expected a tokenizer of at most the model's 160 ids");
    assertSays(folder.resolve("none"), "there is no such file");
    Files.writeString(folder.resolve("empty.bin"), "");
    assertSays(folder.resolve("empty.bin"), "expected a GGUF file or a llama2.c model");
  }

  @Test
  void nothingIsLeftOfWhatFails() throws IOException, URISyntaxException {
    var source = copied("llama", SmallTokenizer.json());
    byte[] weights = Files.readAllBytes(source.resolve("model.safetensors"));
    Arrays.fill(weights, weights.length - 64, weights.length, (byte) 0xff); // NaN
    Files.write(source.resolve("model.safetensors"), weights);
    var file = Files.writeString(folder.resolve("out.gguf"), "as it was");
    var said =
        assertThrows(
            ModelException.class, () -> convert(source, file, Optional.of(TensorType.F16)));
    assertTrue(String.valueOf(said.getMessage()).contains("expected finite numbers"));
    assertEquals("as it was", Files.readString(file));
    assertFalse(Files.exists(folder.resolve("out.gguf.part")));
  }

  private void assertSays(Path source, String expected) {
    var file = folder.resolve("out.gguf");
    var said =
        String.valueOf(
            assertThrows(Exception.class, () -> convert(source, file, Optional.empty()))
                .getMessage());
    assertTrue(said.startsWith(source + ": ") && said.contains(expected), said);
    assertEquals(1, said.lines().count(), said);
    assertFalse(Files.exists(file));
  }

  private Path copied(String name, String tokenizer) throws IOException, URISyntaxException {
    var copy = Files.createDirectories(folder.resolve(name));
    for (var file : new String[] {"config.json", "model.safetensors"}) {
      Files.write(copy.resolve(file), Files.readAllBytes(Golden.path(name).resolve(file)));
    }
    Files.writeString(copy.resolve("tokenizer.json"), tokenizer);
    return copy;
  }

  private static void convert(Path source, Path file, Optional<TensorType> type)
      throws IOException {
    try (var arena = Arena.ofConfined()) {
      Conversion.of(source, Optional.empty(), arena).write(file, type);
    }
  }

  private static String said(Model model) throws IOException {
    var tokenizer = model.tokenizer().orElseThrow();
    var session = model.session();
    session.append(tokenizer.encode("the cat"));
    var decoder = tokenizer.streamingDecoder();
    var text = new StringBuilder();
    new Generation(session, Sampling.GREEDY, new SplittableRandom(1))
        .run(40, id -> text.append(decoder.accept(id)));
    return text.toString();
  }
}
