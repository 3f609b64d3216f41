package dev.jeton.text.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to cut a text against Python's regex, see golden/README.md. */
class GgufSplitTest {

  @Test
  void cutsAsPythonDoes() throws IOException {
    var names = new HashSet<String>();
    try (var in =
        Objects.requireNonNull(
            GgufSplitTest.class.getResourceAsStream("/dev/jeton/text/golden/gguf-splits.jsonl"))) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        var one = JsonValue.parse(line.getBytes(StandardCharsets.UTF_8)).list();
        names.add(one.getFirst().text());
        assertEquals(
            one.subList(2, one.size()).stream().map(JsonValue::id).toList(),
            lengths(one.getFirst().text(), one.get(1).text()),
            line);
      }
    }
    assertEquals(15, names.size());
  }

  /** In code points. */
  private static List<Integer> lengths(String name, String text) {
    byte[] utf8 = Utf8.encode(text);
    var lengths = new ArrayList<Integer>();
    GgufSplit.named(name)
        .splitter()
        .split(
            Text.of(utf8),
            0,
            utf8.length,
            (piece, from, to) -> {
              var part = piece.slice(from, to).toString();
              lengths.add(part.codePointCount(0, part.length()));
            });
    return lengths;
  }

  /** Each pattern cuts what the ones before left: the marks' range holds letters of ASCII too. */
  @Test
  void laterPatternsCutPiecesOfEarlierOnes() {
    assertEquals(
        List.of(1, 1, 2, 2, 1, 1, 1, 1),
        lengths("deepseek-llm", "A\u00e9\u1f7d\u1fd3\u05d0\u05d1 \u2126x\n"));
    assertEquals(List.of(2, 1), lengths("deepseek-llm", "\u0531\u0556\u0561"));
    assertEquals(List.of(3, 4, 1, 1, 5), lengths("deepseek-llm", "abc.,!? \u4e0012345"));
  }

  @Test
  void whitespaceLeavesSpacesOut() {
    assertEquals(List.of(2, 1), lengths("whitespace", " ab \n\u3000c "));
  }

  /** Long runs must not need more stack or time than there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exaone-moe",
        "kimi-k2",
        "youtu",
        "deepseek-v3",
        "deepseek-llm",
        "jais-2",
        "laguna"
      })
  void takeLongRuns(String name) {
    for (var run : List.of("a", "a ", "1", " ", "\n", "\u4e2d", "e\u0301", "!", "Ab")) {
      var text = run.repeat(100_000);
      assertEquals(
          text.codePointCount(0, text.length()),
          lengths(name, text).stream().mapToInt(n -> n).sum(),
          run);
    }
  }

  @Test
  void anUnknownNameIsSaid() {
    var said = assertThrows(TokenizerException.class, () -> GgufSplit.named("gpt-9"));
    assertEquals(
        "tokenizer.ggml.pre: expected a known way to cut text, found 'gpt-9'", said.getMessage());
  }
}
