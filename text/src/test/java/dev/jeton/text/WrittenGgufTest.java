package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufVocabulary;
import dev.jeton.text.file.TokenizerFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokenizers of each format as the keys of a GGUF file, and read again. */
class WrittenGgufTest {

  @ParameterizedTest
  @CsvSource({
    "byte-bpe.json, gpt2, gpt-2",
    "trained-bytes.json, gpt2, gpt-2",
    "byte-bpe.gguf, gpt2, gpt-2",
    "pairs-bert.json, bert, ''",
    "wordpiece.gguf, bert, ''",
    "sp-bpe.model, llama, default",
    "sp-across.model, llama, default",
    "sp-spaces.gguf, llama, default",
    "sp-unigram.model, t5, default"
  })
  void givesTheSameIds(String name, String model, String cuts)
      throws IOException, URISyntaxException {
    var original = Tokenizer.open(GoldenVectorsTest.golden(name));
    var written = GgufVocabulary.of(original, original.size() + 2);
    var metadata = new GgufMetadata(3, 0, written.values());
    assertEquals(model, metadata.text("tokenizer.ggml.model").orElse(""));
    assertEquals(cuts, metadata.text("tokenizer.ggml.pre").orElse(""));
    var again = TokenizerFiles.of(metadata);
    assertEquals(original.size() + 2, again.size());
    for (var line : Files.readAllLines(GoldenVectorsTest.golden("texts.jsonl"))) {
      var text = GoldenVectorsTest.string(line);
      assertArrayEquals(original.encode(text), again.encode(text), line);
    }
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 300; i++) {
      var text = texts.next(12);
      assertArrayEquals(original.encode(text), again.encode(text), seed + ": " + text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fallback-bpe.json | GGUF merges any two tokens that make one, but",
        "fixed-replace.json | GGUF cannot say the normalizer",
        "sp-suffix.model | GGUF cannot say spaces that stay or stand behind words",
        "sp-denormal.model | GGUF cannot say this tokenizer: of",
        "sp-word.model | expected BPE, Unigram or WordPiece, which GGUF has, found Word",
        "wordpiece.json | GGUF cannot say the tokens around a text",
        "pairs-roberta.json | GGUF has no name for cuts by ByteLevel"
      })
  void whatGgufCannotSayIsRefused(String name, String expected)
      throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden(name));
    var said =
        String.valueOf(
            assertThrows(
                    TokenizerException.class, () -> GgufVocabulary.of(tokenizer, tokenizer.size()))
                .getMessage());
    assertTrue(said.startsWith(expected) && said.lines().count() == 1, said);
  }

  @Test
  void cutsHaveNames() throws IOException, URISyntaxException {
    var json = Files.readString(GoldenVectorsTest.golden("trained-bytes.json"));
    var plain = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"use_regex\": %s}";
    var digits = "{\"type\": \"Digits\", \"individual_digits\": %s}";
    for (var cut :
        List.of(
            "starcoder|%s,%s".formatted(digits.formatted(true), plain.formatted(true)),
            "llama-bpe|"
                + split(
                    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}"
                        + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+")
                + ","
                + plain.formatted(false))) {
      var name = cut.substring(0, cut.indexOf('|'));
      var steps = cut.substring(cut.indexOf('|') + 1);
      int from = json.indexOf("\"pre_tokenizer\"");
      int to = json.indexOf("\"post_processor\"");
      var other =
          json.substring(0, from)
              + "\"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [%s]}, "
                  .formatted(steps)
              + json.substring(to);
      var tokenizer = TokenizerFiles.of(other.getBytes(StandardCharsets.UTF_8));
      var values = GgufVocabulary.of(tokenizer, tokenizer.size()).values();
      var found = new GgufMetadata(3, 0, values).text("tokenizer.ggml.pre").orElse("");
      assertTrue(found.equals(name) || name.equals("llama-bpe") && found.equals("dbrx"), found);
    }
  }

  private static String split(String regex) {
    return "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"%s\"}, \"behavior\": \"Isolated\"}"
        .formatted(regex);
  }
}
