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
      var text = run.repeat(10_000);
      assertEquals(
          text.codePointCount(0, text.length()),
          lengths(name, text).stream().mapToInt(n -> n).sum(),
          run);
    }
  }

  /** Those of llama.cpp's llama-vocab.cpp, commit 00ad355. */
  @Test
  void knowsEveryName() {
    var names =
        ("default minicpm5 llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 "
                + "jina-v5-nano deepseek-llm deepseek-coder deepseek-v3 spark2_5 youtu falcon mpt "
                + "starcoder gpt-2 phi-2 jina-es jina-de gigachat jina-v2-es jina-v2-de a.x-4.0 mellum "
                + "modern-bert jais-2 gemma4 granite-embed-multi-311m sarvam-moe jina-v1-en "
                + "jina-v2-code roberta-bpe whitespace refact command-r qwen2 deepseek-r1-qwen kormo "
                + "f2llmv2 qwen35 stablelm2 olmo dbrx smaug-bpe poro-chat glm4 chatglm-bpe viking jais "
                + "tekken smollm codeshell bloom gpt3-finnish exaone exaone4 exaone-moe chameleon "
                + "minerva-7b megrez gpt-4o llama4 kanana2 talkie granite-embed-multi-97m tiny_aya "
                + "cohere2moe superbpe trillion granite-docling bailingmoe bailingmoe2 llada-moe "
                + "seed-coder hunyuan hunyuan-dense hy_v4 joyai-llm kimi-k2 ufakzeka grok-2 afmoe "
                + "laguna minimax-m2 solar-open mellum2")
            .split(" ", -1);
    assertEquals(90, names.length);
    for (var name : names) {
      assertEquals(List.of(1), lengths(name, "a"), name);
    }
  }

  @Test
  void anUnknownNameIsSaid() {
    var said = assertThrows(TokenizerException.class, () -> GgufSplit.named("gpt-9"));
    assertEquals(
        "tokenizer.ggml.pre: expected a known way to cut text, found 'gpt-9'", said.getMessage());
  }
}
