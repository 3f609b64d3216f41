package dev.jeton.text.normalizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import dev.jeton.text.Data;
import dev.jeton.text.RandomText;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.pretokenizer.Delimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked up a character at a time, against the whole text at once. */
class OnePassTest {
  private static final String MODEL = "sp-unigram.model";
  private static final List<String> ENDS =
      List.of("\n", "\r\n", "\r", "\n\u0301", "e\u0301\n", "\t\n\n", "，\n", "각\n한글", "\u007f");

  @TempDir Path folder;

  private final Seed seed = new Seed();
  private final RandomText texts = new RandomText(seed.random());

  /** Runs without letters of ASCII one by one give what they give together. */
  @Test
  void bertsCharactersAloneAndTogether() {
    var normalizer = new BertNormalizer(true, false, true, true);
    for (int i = 0; i < 5000; i++) {
      var text = Text.of(Utf8.encode(texts.next(8)));
      assertEquals(stepwise(text), normalizer.normalize(text).toString(), seed);
    }
  }

  /** By the steps that the class names, each for a whole run. */
  private static String stepwise(Text text) {
    var out = new StringBuilder();
    byte[] bytes = text.bytes();
    for (int at = 0; at < bytes.length; ) {
      int end = at + 1;
      while (end < bytes.length && bytes[at] < 0 && bytes[end] < 0) {
        end++;
      }
      Normalizer clean = run -> CharMapping.apply(run, OnePassTest::clean);
      var steps =
          clean
              .then(new UnicodeForm(Form.NFD))
              .then(run -> CharMapping.apply(run, OnePassTest::unaccented))
              .then(new Lowercase());
      out.append(steps.normalize(Text.of(Arrays.copyOfRange(bytes, at, end))));
      at = end;
    }
    return out.toString();
  }

  private static void clean(int c, int from, int to, TextBuilder out) {
    if (!CodePointSet.CONTROL.contains(c)) {
      out.put(CodePoints.isSpace(c) ? ' ' : c, from, to);
    }
  }

  private static void unaccented(int c, int from, int to, TextBuilder out) {
    if (!CodePointSet.NONSPACING.contains(c)) {
      out.put(c, from, to);
    }
  }

  /** SentencePiece's map with look-ups that pass graphemes by, and grapheme by grapheme. */
  @Test
  void mappedCharactersAndGraphemes() throws IOException {
    try (var file = OnePassTest.class.getResourceAsStream("/dev/jeton/text/golden/" + MODEL)) {
      agree(Files.write(folder.resolve(MODEL), file.readAllBytes()));
    }
  }

  @Test
  void mappedAsAlbertDoes() throws IOException {
    agree(Data.file("sentencepiece/albert_spiece.model"));
  }

  private void agree(Path model) throws IOException {
    var known = (SentencePieceNormalizer) Tokenizer.open(model).parts().normalizer();
    var normalizer = new Precompiled(known.map());
    var map = new CharacterMap(known.map());
    for (int i = 0; i < 3000; i++) {
      var text = texts.next(8) + ENDS.get(seed.random().nextInt(ENDS.size())) + texts.next(4);
      var found = normalizer.normalize(Text.of(Utf8.encode(text)));
      assertEquals(mapped(map, text), found.toString(), seed);
    }
  }

  private static String mapped(CharacterMap map, String text) {
    var out = new StringBuilder();
    var graphemes = Pattern.compile("\\X").matcher(Utf8.decode(Utf8.encode(text)));
    while (graphemes.find()) {
      byte[] whole = Utf8.encode(graphemes.group());
      var found = whole.length <= 5 ? map.shortest(whole, 0, whole.length) : null;
      if (found != null) {
        out.append(Utf8.decode(found.replacement()));
      } else {
        graphemes.group().codePoints().forEach(c -> out.append(mapped(map, c)));
      }
    }
    return out.toString();
  }

  private static String mapped(CharacterMap map, int c) {
    byte[] utf8 = Utf8.encode(Character.toString(c));
    var found = map.shortest(utf8, 0, utf8.length);
    return Utf8.decode(found == null ? utf8 : found.replacement());
  }

  /** Runs of spaces by hand and as a regular expression that is not known. */
  @Test
  void spacesAsARegularExpression() {
    for (int i = 0; i < 2000; i++) {
      var text = Text.of(Utf8.encode(texts.next(8) + " ".repeat(seed.random().nextInt(4))));
      var known = parts(Delimiter.regex(" {2,}"), text);
      assertEquals(parts(Delimiter.regex(" {2,}+"), text), known, seed);
      boolean any = known.stream().anyMatch(part -> part.endsWith("true"));
      assertEquals(any, Delimiter.regex(" {2,}").isIn(text, text.from(), text.to()), seed);
    }
  }

  private static List<String> parts(Delimiter delimiter, Text text) {
    var parts = new ArrayList<String>();
    delimiter.find(
        text,
        text.from(),
        text.to(),
        (from, to, match) -> parts.add(from + " " + to + " " + match));
    return parts;
  }
}
