package dev.jeton.text.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.train.UnigramTrainer.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnigramTrainerTest {
  private final Seed seed = new Seed();
  @TempDir Path folder;

  private Tokenizer learnt(UnigramTrainer trainer) throws IOException {
    return Tokenizer.open(Files.write(folder.resolve("t.json"), trainer.tokenizerJson()));
  }

  private static List<String> tokens(Tokenizer tokenizer) {
    var all = new ArrayList<String>();
    for (int id = 0; id < tokenizer.size(); id++) {
      all.add(new String(tokenizer.token(id), StandardCharsets.UTF_8));
    }
    return all;
  }

  private List<String> lines() {
    var random = seed.random();
    var lines = new ArrayList<String>();
    for (int i = 0; i < 400; i++) {
      var line = new StringBuilder();
      for (int word = random.nextInt(12); word > 0; word--) {
        for (int n = 1 + random.nextInt(9); n > 0; n--) {
          line.appendCodePoint(random.nextInt(9) == 0 ? 0x4e00 : 'a' + random.nextInt(1 + n));
        }
        line.append(' ');
      }
      lines.add(line + "\n");
    }
    return lines;
  }

  @Test
  void threadsAndOrderDoNotMatter() throws IOException {
    var lines = lines();
    var one = new UnigramTrainer(new Settings(120), 1);
    lines.forEach(one::add);
    var two = new UnigramTrainer(new Settings(120), 2);
    Collections.shuffle(lines, new Random(seed.random().nextLong()));
    byte[] utf8 = String.join("", lines).getBytes(StandardCharsets.UTF_8);
    two.add(new ByteArrayInputStream(utf8), "text");
    assertArrayEquals(one.tokenizerJson(), two.tokenizerJson(), seed);
    var tokenizer = learnt(two);
    assertEquals(120, tokenizer.size());
    for (var line : lines) {
      var text = line.strip().replaceAll(" +", " ");
      assertEquals(text, tokenizer.decode(tokenizer.encode(text)), seed);
    }
  }

  /** Two words that share nothing come often enough to be tokens before their parts. */
  @Test
  void frequentWordsBecomeTokens() throws IOException {
    var trainer = new UnigramTrainer(new Settings(18));
    trainer.add("hello world ".repeat(50) + "held lord hero");
    var tokenizer = learnt(trainer);
    assertArrayEquals(
        new int[] {
          tokens(tokenizer).indexOf("\u2581hello"), tokens(tokenizer).indexOf("\u2581world")
        },
        tokenizer.encode("hello world"));
    assertEquals("<unk>", tokens(tokenizer).getFirst());
    int[] unseen = tokenizer.encode("中");
    assertEquals(0, unseen[unseen.length - 1], "not a character of the texts");
  }

  /** The model does not know control tokens, so that a text's letters never become one. */
  @Test
  void noTextWritesASpecialToken() throws IOException {
    var trainer = new UnigramTrainer(new Settings(20, 100, List.of("<end>", "<unk>", "<end>")));
    trainer.add("end end < > <end> end");
    var tokenizer = learnt(trainer);
    int end = tokenizer.special("<end>");
    assertEquals(tokenizer.size() - 1, end);
    for (int id : tokenizer.encode("<end>")) {
      assertTrue(id != end);
    }
  }

  @Test
  void unusualTexts() throws IOException {
    var empty = new UnigramTrainer(new Settings(10));
    empty.add("");
    assertEquals(List.of("<unk>"), tokens(learnt(empty)));

    var character = new UnigramTrainer(new Settings(10));
    character.add("🙂");
    assertTrue(tokens(learnt(character)).containsAll(List.of("<unk>", "\u2581", "🙂")));

    var same = new UnigramTrainer(new Settings(10));
    same.add("a".repeat(100_000));
    var tokenizer = learnt(same);
    assertTrue(tokenizer.size() <= 10);
    assertTrue(tokenizer.count("a".repeat(4096)) <= 1024, "long tokens of one letter");

    var nul = new UnigramTrainer(new Settings(10));
    nul.add("\0\0 \0 \uffff");
    assertFalse(tokens(learnt(nul)).isEmpty());
  }

  @Test
  void badInput() {
    var small = new UnigramTrainer(new Settings(4, 9, List.of("<a>")));
    small.add("abc");
    var said = assertThrows(TokenizerException.class, small::tokenizerJson).getMessage();
    assertEquals(
        "expected a size of at least 6, for 4 characters, 1 special tokens and the unknown one, found 4",
        said);
    assertThrows(TokenizerException.class, () -> new Settings(0));
    byte[] invalid = {'a', (byte) 0xff};
    assertThrows(
        TokenizerException.class, () -> small.add(new ByteArrayInputStream(invalid), "text"));
  }
}
