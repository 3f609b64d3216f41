package dev.jeton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.pretokenizer.PreTokenizer;
import dev.jeton.text.pretokenizer.SplitPattern;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of growing texts against those of the whole text. */
class TokenCounterTest {
  private static final String[] SIGNS = {
    " ", " ", "\n", "\t", "\r", "'", "'", "l", "L", "s", "v", "e", "r", "A", "a", "b", "1", "2",
    "9", ".", "/", "\u4e2d", "\u0301", "\u01c5", "\u02b0", "\ud83d", "\ude00", "\u00a0", "\u017f"
  };

  @ParameterizedTest
  @EnumSource
  void countsTheWhole(SplitPattern pattern) throws IOException, URISyntaxException {
    var seed = new Seed();
    var tokenizer = cuttingBy(pattern.splitter());
    assertTrue(pattern.splitter().local());
    for (int round = 0; round < 300; round++) {
      grow(tokenizer, seed.random(), 20, 1 + round % 9, seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unigram.json", "wordpiece.json", "sp-bpe.model", "fallback-bpe.json"})
  void countsTheWholeWhereTextsAreNormalized(String file) throws IOException, URISyntaxException {
    var seed = new Seed();
    var tokenizer = golden(file).bare();
    for (int round = 0; round < 20; round++) {
      grow(tokenizer, seed.random(), 10, 5, seed);
      grow(tokenizer.with(SpecialTokens.ALLOW), seed.random(), 10, 5, seed);
    }
  }

  @Test
  void specialTokensMayStandAcross() throws IOException, URISyntaxException {
    var tokenizer = golden("byte-bpe.json").bare().with(SpecialTokens.ALLOW);
    String special =
        tokenizer.addedTokens().stream()
            .filter(AddedToken::special)
            .findFirst()
            .orElseThrow()
            .content();
    var counter = tokenizer.counter();
    counter.append("so " + special.substring(0, 3));
    assertEquals(
        tokenizer.count("so " + special + " on"), counter.append(special.substring(3) + " on"));
  }

  @Test
  void digitsShiftFromTheBeginning() throws IOException, URISyntaxException {
    var tokenizer = cuttingBy(SplitPattern.CL100K.splitter());
    var counter = tokenizer.counter();
    var text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.insert(0, i % 10);
      assertEquals(tokenizer.count(text.toString()), counter.prepend("" + i % 10));
    }
  }

  @Test
  void anyOtherPatternIsNotTakenForLocal() {
    assertFalse(PreTokenizer.NONE.local());
    var splitter = SplitPattern.GPT2.splitter();
    assertTrue(splitter.then(PreTokenizer.NONE).local());
    assertFalse(splitter.then(splitter).local());
  }

  private static void grow(
      Tokenizer tokenizer, SplittableRandom random, int steps, int longest, Seed seed) {
    var counter = tokenizer.counter();
    String text = "";
    for (int step = 0; step < steps; step++) {
      var more = new StringBuilder();
      for (int n = random.nextInt(longest + 1); n > 0; n--) {
        more.append(SIGNS[random.nextInt(SIGNS.length)]);
      }
      boolean behind = random.nextBoolean();
      int found = behind ? counter.append(more.toString()) : counter.prepend(more.toString());
      text = behind ? text + more : more + text;
      String whole = text;
      assertEquals(
          tokenizer.count(whole),
          found,
          () -> "'" + whole + "', step of '" + more + "', " + seed.get());
      assertEquals(found, counter.count());
    }
  }

  private static Tokenizer cuttingBy(PreTokenizer splitter) throws IOException, URISyntaxException {
    var parts = golden("byte-bpe.json").parts();
    return new Tokenizer(
            new Pipeline(
                parts.origin(),
                parts.tokens(),
                parts.added(),
                parts.normalizer(),
                splitter,
                parts.model(),
                parts.template(),
                parts.decoder()))
        .bare();
  }

  private static Tokenizer golden(String name) throws IOException, URISyntaxException {
    var url = Objects.requireNonNull(TokenCounterTest.class.getResource("golden/" + name), name);
    return Tokenizer.open(Path.of(url.toURI()));
  }
}
