package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no tokenizers: one line that says why. */
class BrokenFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{",
        "{} {}",
        "{}",
        "[]",
        "{\"model\": 3}",
        "{\"model\": {\"type\": \"BPE\"}}",
        "{\"model\": {\"type\": \"Nonsense\", \"vocab\": {}}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 0}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"a\": 1}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 1e18}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a a\"]}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a\"]}}",
        "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 0}}}",
        "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\"]]}}",
        "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]], \"unk_id\": 7}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"normalizer\": {\"type\": \"X\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"pre_tokenizer\": {\"type\": \"Split\","
            + " \"pattern\": {\"Regex\": \"(a\"}, \"behavior\": \"Isolated\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"normalizer\": {\"type\":"
            + " \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"pre_tokenizer\": {\"type\":"
            + " \"FixedLength\", \"length\": 0}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}, \"pre_tokenizer\": {\"type\":"
            + " \"ByteLevel\"}, \"decoder\": {\"type\": \"Sequence\", \"decoders\": [{\"type\":"
            + " \"Fuse\"}, {\"type\": \"ByteLevel\"}]}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"truncation\": {\"max_length\": 0}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"truncation\": {\"max_length\": 4, \"stride\": 4}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"truncation\": {\"max_length\": 4,"
            + " \"strategy\": \"Shortest\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"padding\": {\"strategy\": \"Shortest\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"padding\": {\"strategy\": {\"Fixed\": 4},"
            + " \"direction\": \"Up\"}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"post_processor\": {\"type\":"
            + " \"TemplateProcessing\", \"single\": [{\"Sequence\": {\"id\": \"B\"}}], \"pair\": []}}",
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {}}, \"post_processor\": {\"type\":"
            + " \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": \"x\"}}], \"special_tokens\": {}}}",
        "AAAA 0\nAAAB",
        "AAAA 0\nAAAA 1",
        "AAAA 0\nAAAB 0",
        "IQ== 0\nIg== 1",
        "GGUF....",
        "GGUF\003\000\000", // ends in its version
        "GGUF\001\000\000\000", // of a version that nobody uses
        "GGUF\000\000\000\003", // big endian
        "GGUF\003\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000", // says nothing
        "\n\005\n\001a\020\001", // a score of the wrong wire type
        "\n\005\n\001a\030\007", // no such type of piece
        "\n\003\n\001a", // nothing is unknown
        "\n\005\n\001a\030\002\n\005\n\001b\030\002", // two are
        "\n\005\n\001a\030\002\022\002\030\005", // no such type of model
        "\n\005\n\001a\030\002\022\002\030\003\052\003\022\001x", // a denormalizer that adds spaces
        "\n\005\n\001a\030\002\n\004\n\002bc\022\002\030\002", // BPE without b
        "\n\005\n\001a\030\002\032\003\022\001x", // a map that is none
        "\n\177\n\001a", // longer than the file
      })
  void areRefused(String content) throws IOException {
    var file = Files.writeString(folder.resolve("broken"), content);
    var said = assertThrows(TokenizerException.class, () -> Tokenizer.open(file)).toString();
    assertTrue(said.contains("broken: "), said);
    assertEquals(1, said.lines().count(), said);
    assertFalse(said.contains("null"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unigram.json",
        "sp-unigram.model",
        "sp-bpe.model",
        "byte-bpe.gguf",
        "wordpiece.gguf",
        "sp-bpe.gguf"
      })
  void cutAndFlippedFilesAreRefusedOrRead(String name) throws IOException, URISyntaxException {
    byte[] good = Files.readAllBytes(GoldenVectorsTest.golden(name));
    var seed = new Seed();
    var random = seed.random();
    for (int i = 0; i < 150; i++) {
      byte[] bad =
          i % 2 == 0 ? Arrays.copyOf(good, 1 + random.nextInt(good.length - 1)) : good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      var file = Files.write(folder.resolve("bad"), bad);
      try {
        Tokenizer.open(file).encode("Does it hold? 中文");
      } catch (TokenizerException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty(), seed);
      }
    }
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden("byte-bpe.json"));
    for (var bad :
        new byte[][] {{'a', (byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, 0}}) {
      var said = assertThrows(TokenizerException.class, () -> tokenizer.encode(bad)).toString();
      assertTrue(said.contains("expected UTF-8, found byte 0x"), said);
    }
    assertEquals(1, tokenizer.count("a".getBytes(StandardCharsets.UTF_8)));
  }
}
