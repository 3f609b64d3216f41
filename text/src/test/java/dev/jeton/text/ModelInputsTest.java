package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs for models, by a tokenizer of single letters: a is 0, b is 1, and so on. */
class ModelInputsTest {
  private static final int CLS = 26;
  private static final int SEP = 27;

  @TempDir Path folder;

  private Tokenizer bert(String more) throws IOException {
    return tokenizer(
        "{\"type\": \"BertProcessing\", \"cls\": [\"[CLS]\", 26], \"sep\": [\"[SEP]\", 27]}"
            + more);
  }

  private Tokenizer tokenizer(String postProcessor) throws IOException {
    var letters = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      letters.append("\"%c\": %d, ".formatted('a' + i, i));
    }
    var json =
        """
        {"model": {"type": "WordLevel", "vocab": {%s"[CLS]": 26, "[SEP]": 27, "[PAD]": 28}, "unk_token": "[PAD]"},
         "pre_tokenizer": {"type": "FixedLength", "length": 1},
         "post_processor": %s}"""
            .formatted(letters, postProcessor);
    return Tokenizer.open(Files.writeString(folder.resolve("t.json"), json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pairs-bert", "pairs-roberta"})
  void agreeWithHuggingFace(String name) throws IOException, URISyntaxException {
    var tokenizer =
        Tokenizer.open(GoldenVectorsTest.golden(name + ".json")).with(SpecialTokens.ALLOW);
    var batches = Files.readAllLines(GoldenVectorsTest.golden("pairs.jsonl"));
    var answers = Files.readAllLines(GoldenVectorsTest.golden(name + ".txt"));
    assertEquals(batches.size(), answers.size());
    for (int i = 0; i < batches.size(); i++) {
      var batch = InputFuzz.Batch.parse(batches.get(i));
      assertEquals(answers.get(i), batch.found(tokenizer), batches.get(i));
    }
  }

  @Test
  void twoTextsAreOneInput() throws IOException {
    var input = bert("").inputs().with(Padding.to(8, 28)).of("ab", "é" + "c");
    assertArrayEquals(new int[] {CLS, 0, 1, SEP, 28, 2, SEP, 28}, input.ids());
    assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1, 0}, input.typeIds());
    assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 0}, input.attentionMask());
    assertArrayEquals(new int[] {1, 0, 0, 1, 0, 0, 1, 1}, input.specialTokensMask());
    assertArrayEquals(new int[] {-1, 0, 0, -1, 1, 1, -1, -1}, input.sequences());
    assertArrayEquals(new int[] {0, 0, 1, 0, 0, 2, 0, 0}, input.byteStarts());
    assertArrayEquals(new int[] {0, 1, 2, 0, 2, 3, 0, 0}, input.byteEnds());
    assertArrayEquals(new int[] {0, 0, 1, 0, 0, 1, 0, 0}, input.charStarts());
    assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0, 0}, input.charEnds());
    assertEquals(8, input.length());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, START, abc def g",
    "5, 1, START, abc cde efg",
    "5, 2, END, efg def cde bcd abc",
    "6, 1, END, defg abcd",
    "9, 3, START, abcdefg",
  })
  void aLongTextIsWindows(int most, int stride, Keep keep, String expected) throws IOException {
    var tokenizer = bert("");
    var inputs = tokenizer.inputs().with(Truncation.to(most).stride(stride).keeping(keep));
    var windows = inputs.windows("abcdefg");
    assertEquals(expected, String.join(" ", windows.stream().map(w -> letters(w)).toList()));
    assertArrayEquals(windows.getFirst().ids(), inputs.of("abcdefg").ids());
    windows.forEach(window -> assertTrue(window.length() <= most));
  }

  private static String letters(ModelInput input) {
    var letters = new StringBuilder();
    for (int i = 0; i < input.length(); i++) {
      if (input.sequences()[i] >= 0) {
        letters.append((char) ('a' + input.ids()[i]));
      }
    }
    return letters.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "LONGEST_FIRST, ab, cdefghij, ab cdefg, 10",
    "LONGEST_FIRST, abcdefgh, xyz, abcd xyz, 10",
    "LONGEST_FIRST, abcdefgh, stuvwxyz, abc stuv, 10",
    "ONLY_FIRST, abcdefgh, xyz, abcd xyz, 10",
    "ONLY_SECOND, abc, stuvwxyz, abc stuv, 10",
  })
  void theStrategySaysWhichIsCut(
      Truncation.Strategy strategy, String first, String second, String expected, int most)
      throws IOException {
    var input = bert("").inputs().with(Truncation.to(most).cutting(strategy)).of(first, second);
    int texts = expected.indexOf(' ');
    assertEquals(expected.replace(" ", ""), letters(input));
    assertEquals(texts, IntStream.of(input.sequences()).filter(s -> s == 0).count());
  }

  /** A count that stops at a file's maximum would be a trap. */
  @Test
  void aFileCutsAndPadsInputsOnly() throws IOException {
    var tokenizer =
        bert(
            """
            , "truncation": {"max_length": 5, "stride": 1, "strategy": "LongestFirst", "direction": "Left"},
            "padding": {"strategy": {"Fixed": 6}, "direction": "Left", "pad_to_multiple_of": 4,
              "pad_id": 28, "pad_type_id": 3, "pad_token": "[PAD]"}\
            """);
    assertEquals(9, tokenizer.count("abcdefg"));
    assertEquals(9, tokenizer.encode("abcdefg").length);
    var input = tokenizer.inputs().of("abcdefg");
    assertArrayEquals(new int[] {28, 28, 28, CLS, 4, 5, 6, SEP}, input.ids());
    assertArrayEquals(new int[] {3, 3, 3, 0, 0, 0, 0, 0}, input.typeIds());
    assertEquals(3, tokenizer.inputs().windows("abcdefg").size());
    var whole = tokenizer.inputs().with(Truncation.NONE).with(Padding.NONE).of("abcdefg");
    assertArrayEquals(tokenizer.encode("abcdefg"), whole.ids());
    var origin = tokenizer.parts().origin();
    assertEquals(List.of(), origin.notApplied());
    assertTrue(
        origin
            .parts()
            .contains("truncation of model inputs only; texts are encoded and counted whole"),
        origin.toString());
  }

  @Test
  void aBatchIsPaddedTogether() throws IOException {
    var inputs = bert("").inputs().with(Padding.toLongest(28).multipleOf(4));
    var texts = IntStream.range(0, 300).mapToObj(i -> "ab".repeat(i % 7)).toList();
    var batch = inputs.ofAll(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(16, batch.get(i).length()); // 12 letters and two more, rounded up
      assertEquals(texts.get(i), letters(batch.get(i)));
    }
    var pairs = inputs.ofAllPairs(List.of(new TextPair("a", "b"), new TextPair("abcdef", "")));
    assertEquals("ab", letters(pairs.getFirst()));
    assertEquals(12, pairs.getFirst().length());
    var cut = inputs.with(Truncation.to(5));
    assertEquals(
        List.of(1, 2), cut.windowsOfAll(List.of("a", "abcd")).stream().map(List::size).toList());
    assertEquals(
        List.of(4),
        cut.with(Truncation.to(7)).windowsOfAllPairs(List.of(new TextPair("abcd", "abcd"))).stream()
            .map(List::size)
            .toList());
    assertEquals(List.of(), inputs.ofAll(List.of()));
  }

  @Test
  void textsMayComeTwice() throws IOException {
    var tokenizer =
        tokenizer(
            """
            {"type": "TemplateProcessing",
             "single": [{"Sequence": {"id": "A", "type_id": 2}}, {"SpecialToken": {"id": "x", "type_id": 1}},
                        {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "B", "type_id": 1}}, {"Sequence": {"id": "A", "type_id": 0}}],
             "special_tokens": {"x": {"id": "x", "ids": [23, 24], "tokens": ["x", "y"]}}}\
            """);
    assertArrayEquals(new int[] {0, 1, 23, 24, 0, 1}, tokenizer.encode("ab"));
    assertEquals(6, tokenizer.count("ab"));
    assertEquals(2, tokenizer.bare().count("ab"));
    assertArrayEquals(new int[] {2, 2, 1, 1, 0, 0}, tokenizer.inputs().of("ab").typeIds());
    assertArrayEquals(new int[] {2, 0, 1}, tokenizer.inputs().of("ab", "c").ids());
    assertArrayEquals(new int[] {0, 1, 0, 1}, tokenizer.bare().inputs().of("ab").ids());
  }

  @Test
  void tooLittleRoomIsSaid() throws IOException {
    var inputs = bert("").inputs();
    assertEquals(
        "expected a maximum of at least the 3 tokens of the template, found 2",
        said(() -> inputs.with(Truncation.to(2)).of("a", "b")));
    assertEquals(
        "expected room for more tokens of a text than the stride of 0, found 0 for a maximum of 2",
        said(() -> inputs.with(Truncation.to(2)).of("a")));
    assertArrayEquals(new int[] {CLS, SEP}, inputs.with(Truncation.to(2)).of("").ids());
    assertEquals(
        "expected room for more tokens of a text than the stride of 3, found 3 for a maximum of 5",
        said(() -> inputs.with(Truncation.to(5).stride(3)).of("abcd")));
    var second = Truncation.to(5).cutting(Truncation.Strategy.ONLY_SECOND);
    assertEquals(
        "expected a second text to cut, found only one of 4 tokens for a maximum of 5",
        said(() -> inputs.with(second).of("abcd")));
    assertEquals(
        "expected room for the second text, found 4 tokens of the other one for a maximum of 5",
        said(() -> inputs.with(second).of("abcd", "e")));
    assertEquals(
        "expected at most 1 token or more and a stride below that, found 4 and 4",
        said(() -> Truncation.to(4).stride(4)));
    said(() -> Padding.to(-1, 0));
    said(() -> Padding.to(1, -1));
    said(() -> Padding.to(1, 1).multipleOf(0));
  }

  @Test
  void windowsOfTwoLongTextsAreBounded() throws IOException {
    var inputs = bert("").inputs().with(Truncation.to(5));
    var text = "a".repeat(20_000);
    assertEquals(5, inputs.of(text, text).length());
    var said = said(() -> inputs.windows(text, text));
    assertTrue(said.startsWith("expected windows of at most 67108864 tokens together"), said);
  }

  private static String said(org.junit.jupiter.api.function.Executable action) {
    return String.valueOf(assertThrows(TokenizerException.class, action).getMessage());
  }

  /** What no other test compares: each token's place is that of the whole text's encoding. */
  @Test
  void windowsHaveTheOffsetsOfTheText() throws IOException, URISyntaxException {
    var tokenizer = Tokenizer.open(GoldenVectorsTest.golden("byte-bpe.json"));
    var inputs = tokenizer.inputs().with(Truncation.to(7).stride(2));
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    for (int i = 0; i < 200; i++) {
      var text = texts.next(10);
      var whole = tokenizer.encodeWithOffsets(text);
      int from = 0;
      for (var window : inputs.windows(text)) {
        for (int k = 0; k < window.length(); k++) {
          assertEquals(whole.ids()[from + k], window.ids()[k], seed);
          assertEquals(whole.byteStarts()[from + k], window.byteStarts()[k], seed);
          assertEquals(whole.charEnds()[from + k], window.charEnds()[k], seed);
        }
        from += 5;
      }
    }
  }
}
