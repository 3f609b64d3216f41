package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The files in golden, see its README.md. */
public final class Golden {
  private Golden() {}

  /** The file of this name. */
  public static Path file(String name) {
    var place = Objects.requireNonNull(Golden.class.getResource("golden/" + name), name);
    return Path.of(URI.create(place.toString()));
  }

  /** The strings that the vectors are about. */
  public static List<String> texts() throws IOException {
    var texts = new ArrayList<String>();
    for (var line : Files.readAllLines(file("texts.jsonl"))) {
      texts.add(string(line));
    }
    return texts;
  }

  /** That {@code tokenizer} gives the ids and decoded texts in {@code name.jsonl}. */
  public static void check(Tokenizer tokenizer, String name) throws IOException {
    var texts = texts();
    var answers = Files.readAllLines(file(name + ".jsonl"));
    assertEquals(texts.size(), answers.size());
    for (int i = 0; i < texts.size(); i++) {
      var text = texts.get(i);
      var expected = DifferentialFuzz.parse(answers.get(i));
      assertArrayEquals(expected.text(), tokenizer.encode(text), text);
      assertArrayEquals(expected.allow(), tokenizer.with(SpecialTokens.ALLOW).encode(text), text);
      assertEquals(expected.decoded(), tokenizer.decode(expected.allow()), text);
    }
  }

  static String string(String line) throws IOException {
    try (var parser = new JsonFactory().createParser(line)) {
      parser.nextToken();
      return parser.getText();
    }
  }
}
