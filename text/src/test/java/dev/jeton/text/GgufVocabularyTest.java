package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vocabularies that the Python package gguf wrote, see golden/README.md. */
class GgufVocabularyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "byte-bpe.gguf, byte-bpe.json",
    "wordpiece.gguf, wordpiece.json",
    "sp-bpe.gguf, sp-bpe.model",
    "sp-spaces.gguf, sp-spaces.model",
    "sp-unigram.gguf, sp-unigram.model"
  })
  void giveTheIdsOfTheFilesTheyCameFrom(String name, String from)
      throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden(name)).bare();
    var original = Tokenizer.open(GoldenVectorsTest.golden(from)).bare();
    for (var line : Files.readAllLines(GoldenVectorsTest.golden("texts.jsonl"))) {
      var text = GoldenVectorsTest.string(line);
      int[] ids = original.encode(text);
      assertArrayEquals(ids, tokenizer.encode(text), line);
      assertArrayEquals(
          original.with(SpecialTokens.ALLOW).encode(text),
          tokenizer.with(SpecialTokens.ALLOW).encode(text),
          line);
      assertEquals(original.decode(ids), tokenizer.decode(ids), line);
    }
  }

  /** Over characters; the ids of node-llama-cpp. */
  @ParameterizedTest
  @ValueSource(strings = {"gemma4", "whitespace"})
  void giveTheIdsOfLlamaCpp(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden(name + ".gguf")).bare();
    var answers = Files.readAllLines(GoldenVectorsTest.golden(name + "-gguf.jsonl"));
    int i = 0;
    for (var line : Files.readAllLines(GoldenVectorsTest.golden("texts.jsonl"))) {
      var text = GoldenVectorsTest.string(line);
      var expected = DifferentialFuzz.parse(answers.get(i++));
      assertArrayEquals(expected.text(), tokenizer.encode(text), line);
      assertArrayEquals(expected.allow(), tokenizer.with(SpecialTokens.ALLOW).encode(text), line);
    }
    assertEquals(answers.size(), i);
  }

  @Test
  void decodeCharactersAndBytes() throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden("gemma4.gguf")).bare();
    for (var text : List.of("", " the  river\n\n\n\nand", "\ud83d\ude42\u00e9", "\u0000\t")) {
      assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
    }
  }

  /** As llama.cpp does where a file says nothing. */
  @Test
  void tokensAreAroundATextAsTheModelWantsIt() throws IOException, URISyntaxException {
    assertAround("sp-bpe.gguf", new int[] {1}, new int[0]); // <s>
    assertAround("sp-unigram.gguf", new int[0], new int[] {2}); // </s>
    assertAround("wordpiece.gguf", new int[] {1}, new int[] {2}); // [CLS], [SEP]
    assertAround("byte-bpe.gguf", new int[0], new int[0]);
    assertAround("gemma4.gguf", new int[] {1}, new int[0]);
  }

  private static void assertAround(String name, int[] before, int[] after)
      throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden(name));
    int[] inner = tokenizer.bare().encode("the river");
    int[] ids = tokenizer.encode("the river");
    assertArrayEquals(before, Arrays.copyOf(ids, before.length), name);
    assertArrayEquals(
        inner, Arrays.copyOfRange(ids, before.length, ids.length - after.length), name);
    assertArrayEquals(after, Arrays.copyOfRange(ids, ids.length - after.length, ids.length), name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "byte-bpe.gguf | gpt-2 | gpt-9 | expected a known way to cut text, found 'gpt-9'",
        "byte-bpe.gguf | gpt2 | rwkv | expected llama, gpt2, bert, t5, gemma4 or whitespace, found 'rwkv'",
        "byte-bpe.gguf | ggml.tokens | ggml.tokenz | found no tokenizer.ggml.tokens",
        "sp-bpe.gguf | ggml.scores | ggml.scorez | tokenizer.ggml.scores: expected 700, found 0",
        "wordpiece.gguf | ggml.model | ggml.modem | found no tokenizer.ggml.model"
      })
  void whatIsMissingOrUnknownIsNamed(String name, String text, String other, String expected)
      throws IOException, URISyntaxException {
    var content =
        new String(Files.readAllBytes(GoldenVectorsTest.golden(name)), StandardCharsets.ISO_8859_1);
    assertTrue(content.contains(text), text);
    var file =
        Files.write(
            folder.resolve("other.gguf"),
            content.replaceFirst(text, other).getBytes(StandardCharsets.ISO_8859_1));
    var said = assertThrows(TokenizerException.class, () -> Tokenizer.open(file)).toString();
    assertTrue(said.contains(expected), said);
  }
}
