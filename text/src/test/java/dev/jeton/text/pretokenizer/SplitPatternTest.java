package dev.jeton.text.pretokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.RandomText;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written splitters against the patterns that they stand for. */
class SplitPatternTest {

  @ParameterizedTest
  @EnumSource
  void handWrittenAndRegexAgree(SplitPattern pattern) {
    var seed = new Seed();
    var texts = new RandomText(seed.random());
    var regex = pattern.regex();
    for (int i = 0; i < 4000; i++) {
      var text = texts.next(12);
      assertEquals(pieces(regex, text), pieces(pattern.splitter(), text), seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreeOnAscii(SplitPattern pattern) {
    var seed = new Seed();
    var random = seed.random();
    var regex = pattern.regex();
    var common = "aabcdelmrstvABCDSTLV0123  \t\n\r''\"/*.;(";
    for (int i = 0; i < 4000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(300);
      int rare = random.nextInt(2, 60);
      while (text.length() < length) {
        int c = common.charAt(random.nextInt(common.length()));
        c = random.nextInt(rare) == 0 ? random.nextInt(128) : c;
        text.repeat(c, random.nextInt(4) == 0 ? random.nextInt(1, 9) : 1);
        text.append(random.nextInt(20 * rare) == 0 ? "\u017f\u00e9\u00a0" : "");
      }
      assertEquals(
          pieces(regex, text.toString()), pieces(pattern.splitter(), text.toString()), seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreeOnEveryCodePointAmongOthers(SplitPattern pattern) {
    var regex = pattern.regex();
    for (int first = 0; first < 0x110000; first += 64) {
      if (first % 4096 != 0 && first > 0xffff && noCharacters(first, first + 64)) {
        continue; // one block of 64 like these is enough
      }
      var text = new StringBuilder();
      for (int c = first; c < first + 64; c++) {
        if (c < 0xd800 || c > 0xdfff) {
          text.append('a').appendCodePoint(c).append('B').appendCodePoint(c).append(" '");
        }
      }
      var all = text.toString();
      var utf8 = Text.of(Utf8.encode(all));
      if (!Arrays.equals(ends(regex, utf8), ends(pattern.splitter(), utf8))) {
        assertEquals(pieces(regex, all), pieces(pattern.splitter(), all));
      }
    }
  }

  /** Whether all have no class but that they are not assigned, or for private use. */
  private static boolean noCharacters(int from, int to) {
    return IntStream.range(from, to)
        .map(Character::getType)
        .allMatch(type -> type == Character.UNASSIGNED || type == Character.PRIVATE_USE);
  }

  @Test
  void patternsAreRecognisedByTheirText() {
    for (var known : SplitPattern.values()) {
      assertSame(known.splitter(), SplitPattern.splitter(known.pattern()));
    }
    assertEquals(
        List.of("ab", "12", " "), pieces(SplitPattern.splitter("\\p{L}+|\\p{N}+"), "ab12 "));
    assertEquals(List.of("中", "a"), pieces(SplitPattern.splitter("\\p{Han}"), "中a"));
  }

  /** In one pass, and as each pattern says it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))",
        "\\d{1,3}(?=(?:\\d{3})*\\b)",
        "(?=(\\d{3})+(?!\\d))"
      })
  void digitsAreGroupedFromTheRight(String pattern) {
    var seed = new Seed();
    var random = seed.random();
    var letters = "0123456789٣½\u0301a_ é,";
    var once = new RegexSplitter(pattern, false);
    var plain = new RegexSplitter("(?:" + pattern + ")", false);
    for (int i = 0; i < 20_000; i++) {
      int few = random.nextInt(1, letters.length() + 1);
      var text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(few)));
      }
      assertEquals(parts(plain, text.toString()), parts(once, text.toString()), seed);
    }
    var starts = parts(once, "7".repeat(300_001)).stream().map(part -> part.split(" ")[0]);
    assertEquals(100_001, starts.distinct().count());
  }

  private static List<String> parts(RegexSplitter splitter, String string) {
    var text = Text.of(Utf8.encode(string));
    var parts = new ArrayList<String>();
    splitter.find(
        text, 0, text.to(), (from, to, match) -> parts.add(from + " " + to + " " + match));
    return parts;
  }

  @Test
  void hostilePatternsAreStopped() {
    var quadratic = SplitPattern.splitter("(x+x+)+y");
    var stopped = assertThrows(TokenizerException.class, () -> pieces(quadratic, "x".repeat(5000)));
    assertTrue(stopped.toString().contains("takes too long"), stopped.toString());
    assertThrows(TokenizerException.class, () -> SplitPattern.splitter("(a"));
    var deep = SplitPattern.splitter("(a|b)*c");
    assertThrows(TokenizerException.class, () -> pieces(deep, "ab".repeat(200_000)));
  }

  private static List<String> pieces(PreTokenizer splitter, String string) {
    var text = Text.of(Utf8.encode(string));
    var pieces = new ArrayList<String>();
    splitter.split(text, 0, text.to(), (t, from, to) -> pieces.add(t.slice(from, to).toString()));
    return pieces;
  }

  /** Where pieces begin and end, in turn. */
  private static int[] ends(PreTokenizer splitter, Text text) {
    var ends = new int[2 * text.to()];
    var n = new int[1];
    splitter.split(
        text,
        0,
        text.to(),
        (t, from, to) -> {
          ends[n[0]++] = from;
          ends[n[0]++] = to;
        });
    return Arrays.copyOf(ends, n[0]);
  }
}
