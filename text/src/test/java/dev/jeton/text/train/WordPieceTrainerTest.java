package dev.jeton.text.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.train.WordPieceTrainer.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTrainerTest {
  private final Seed seed = new Seed();
  @TempDir Path folder;

  private Tokenizer learnt(WordPieceTrainer trainer) throws IOException {
    return Tokenizer.open(Files.write(folder.resolve("t.json"), trainer.tokenizerJson()));
  }

  private static List<String> tokens(Tokenizer tokenizer) {
    var all = new ArrayList<String>();
    for (int id = 0; id < tokenizer.size(); id++) {
      all.add(new String(tokenizer.token(id), StandardCharsets.UTF_8));
    }
    return all;
  }

  /**
   * hug 10, pug 5, pun 12, bun 4, hugs 5, counted by hand: ##u ##g 20 times, then ##u ##n 16, h
   * ##ug 15, p ##un 12.
   */
  @Test
  void mergesAreThoseCountedByHand() throws IOException {
    var trainer = new WordPieceTrainer(new Settings(20));
    trainer.add(
        "hug ".repeat(10)
            + "pug ".repeat(5)
            + "pun ".repeat(12)
            + "bun ".repeat(4)
            + "Hugs ".repeat(5));
    var tokenizer = learnt(trainer);
    var expected = new ArrayList<>(WordPieceTrainer.CONTROL);
    expected.addAll(List.of("b", "g", "h", "n", "p", "s", "u", "##u", "##n", "##g", "##s"));
    expected.addAll(List.of("##ug", "##un", "hug", "pun"));
    assertEquals(expected, tokens(tokenizer));
    assertArrayEquals(
        new int[] {2, expected.indexOf("hug"), expected.indexOf("##s"), 3},
        tokenizer.encode("HUGS"));
  }

  /** A marked token that is not first in a word is never taken for one that is. */
  @Test
  void everyWordOfTheTextsHasTokens() throws IOException {
    var random = seed.random();
    var text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append((char) ('a' + random.nextInt(1 + random.nextInt(20))));
      text.append(random.nextInt(6) == 0 ? (random.nextInt(12) == 0 ? "\n" : " ") : "");
    }
    var lines = new WordPieceTrainer(new Settings(300));
    text.toString().lines().forEach(line -> lines.add(line + "\n"));
    var whole = new WordPieceTrainer(new Settings(300));
    byte[] utf8 = (text + "\n").getBytes(StandardCharsets.UTF_8);
    whole.add(new ByteArrayInputStream(utf8), "text");
    assertArrayEquals(lines.tokenizerJson(), whole.tokenizerJson(), seed.get());
    var tokenizer = learnt(whole).bare();
    assertEquals(300, tokenizer.size());
    for (var word : text.toString().split("\\s+")) {
      var together = new StringBuilder();
      for (int id : tokenizer.encode(word)) {
        var token = new String(tokenizer.token(id), StandardCharsets.UTF_8);
        assertEquals(!together.isEmpty(), token.startsWith("##"), seed);
        together.append(token.replace("##", ""));
      }
      if (word.length() <= 100) {
        assertEquals(word, together.toString(), seed);
      }
    }
  }

  @Test
  void casedAndSpecials() throws IOException {
    var trainer = new WordPieceTrainer(new Settings(30, 0, 3, false, List.of("<a>")));
    trainer.add("Ab Ab Ab Ab cd e");
    var tokenizer = learnt(trainer);
    assertEquals(5, tokenizer.special("<a>"));
    assertEquals("Ab", tokenizer.bare().decode(tokenizer.bare().encode("Ab")));
    assertEquals(1, tokenizer.bare().encode("ab")[0], "no small a begins a word");
  }

  @Test
  void badInput() {
    var small = new WordPieceTrainer(new Settings(8));
    small.add("abc");
    var said = assertThrows(TokenizerException.class, small::tokenizerJson).getMessage();
    assertEquals(
        "expected a size of at least 10, for the alphabet and 5 special tokens, found 8", said);
    assertThrows(TokenizerException.class, () -> new Settings(0));
  }
}
