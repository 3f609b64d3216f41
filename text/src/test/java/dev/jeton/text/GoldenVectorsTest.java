package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small tokenizers of each kind against the reference's answers, see golden/README.md. */
class GoldenVectorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "byte-bpe",
        "fallback-bpe",
        "wordpiece",
        "unigram",
        "nmt-scripts-ctc",
        "fixed-replace",
        "look-ahead",
        "wordlevel"
      })
  void agreeWithHuggingFace(String name) throws IOException, URISyntaxException {
    Golden.check(Tokenizer.open(golden(name + ".json")), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sp-unigram",
        "sp-bpe",
        "sp-spaces",
        "sp-suffix",
        "sp-across",
        "sp-word",
        "sp-word-bytes",
        "sp-char",
        "sp-char-bytes",
        "sp-denormal"
      })
  void agreeWithSentencePiece(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden(name + ".model"));
    var texts = Files.readAllLines(golden("texts.jsonl"));
    var answers = Files.readAllLines(golden(name + ".jsonl"));
    assertEquals(texts.size(), answers.size());
    for (int i = 0; i < texts.size(); i++) {
      var expected = DifferentialFuzz.parse(answers.get(i));
      assertArrayEquals(expected.text(), tokenizer.encode(string(texts.get(i))), texts.get(i));
      assertEquals(expected.decoded(), tokenizer.decode(expected.text()), texts.get(i));
    }
  }

  /** Any ids: control, unknown, bytes that are no character. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sp-unigram",
        "sp-bpe",
        "sp-spaces",
        "sp-suffix",
        "sp-word",
        "sp-word-bytes",
        "sp-char",
        "sp-char-bytes",
        "sp-denormal"
      })
  void decodeLikeSentencePiece(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden(name + ".model"));
    for (var line : Files.readAllLines(golden(name + "-ids.jsonl"))) {
      var expected = DifferentialFuzz.parse(line);
      assertEquals(expected.decoded(), tokenizer.decode(expected.text()), line);
    }
  }

  /** What SentencePiece reads as text becomes control where it is allowed. */
  @Test
  void controlPiecesAreTextUnlessAllowed() throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden("sp-unigram.model"));
    int control = tokenizer.special("<ctl>");
    assertFalse(IntStream.of(tokenizer.encode("a<ctl>b")).anyMatch(id -> id == control));
    int[] ids = tokenizer.with(SpecialTokens.ALLOW).encode("a<ctl>b");
    assertTrue(IntStream.of(ids).anyMatch(id -> id == control));
    assertEquals("", tokenizer.decode(control));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "byte-bpe.json",
        "fallback-bpe.json",
        "wordpiece.json",
        "unigram.json",
        "sp-unigram.model",
        "sp-bpe.model",
        "sp-spaces.model",
        "sp-suffix.model",
        "sp-across.model",
        "sp-word.model",
        "sp-word-bytes.model",
        "sp-char.model",
        "sp-char-bytes.model",
        "sp-denormal.model",
        "byte-bpe.gguf",
        "wordpiece.gguf",
        "sp-bpe.gguf",
        "sp-spaces.gguf",
        "sp-unigram.gguf",
        "gemma4.gguf",
        "whitespace.gguf"
      })
  void keepTheContract(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden(name));
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 500; i++) {
      var text = texts.next(12);
      if (name.startsWith("byte-bpe")) {
        TokenizerContract.check(tokenizer, text, seed);
      } else {
        TokenizerContract.checkAny(tokenizer, text, seed);
      }
    }
  }

  static Path golden(String name) throws URISyntaxException {
    return Golden.file(name);
  }

  static String string(String line) throws IOException {
    return Golden.string(line);
  }
}
