package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small tokenizers of each kind against Hugging Face's answers, see golden/README.md. */
class GoldenVectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"byte-bpe", "fallback-bpe", "wordpiece", "unigram"})
  void agreeWithHuggingFace(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden(name + ".json"));
    var texts = Files.readAllLines(golden("texts.jsonl"));
    var answers = Files.readAllLines(golden(name + ".jsonl"));
    assertEquals(texts.size(), answers.size());
    for (int i = 0; i < texts.size(); i++) {
      var text = string(texts.get(i));
      var expected = DifferentialFuzz.parse(answers.get(i));
      assertArrayEquals(expected.text(), tokenizer.encode(text), texts.get(i));
      assertArrayEquals(
          expected.allow(), tokenizer.with(SpecialTokens.ALLOW).encode(text), texts.get(i));
      assertEquals(expected.decoded(), tokenizer.decode(expected.allow()), texts.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte-bpe", "fallback-bpe", "wordpiece", "unigram"})
  void keepTheContract(String name) throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(golden(name + ".json"));
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 500; i++) {
      var text = texts.next(12);
      if (name.equals("byte-bpe")) {
        TokenizerContract.check(tokenizer, text, seed);
      } else {
        TokenizerContract.checkAny(tokenizer, text, seed);
      }
    }
  }

  static Path golden(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(GoldenVectorsTest.class.getResource("golden/" + name)).toURI());
  }

  private static String string(String line) throws IOException {
    try (var parser = new JsonFactory().createParser(line)) {
      parser.nextToken();
      return parser.getText();
    }
  }
}
