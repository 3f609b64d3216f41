package dev.jeton.text.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.Data;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.train.BpeTrainer.Alphabet;
import dev.jeton.text.train.BpeTrainer.Settings;
import dev.jeton.text.train.MergeLearner.Merge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {
  @TempDir Path folder;

  private final Seed seed = new Seed();

  /** Pairs counted anew for each merge: the most frequent, of equal ones the smallest. */
  private static List<Merge> counted(List<String> tokens, int[][] words, long[] counts, int size) {
    var merges = new ArrayList<Merge>();
    while (tokens.size() < size) {
      Map<Long, Long> pairs = new TreeMap<>();
      for (int w = 0; w < words.length; w++) {
        for (int i = 0; i + 1 < words[w].length; i++) {
          pairs.merge((long) words[w][i] << 32 | words[w][i + 1], counts[w], Long::sum);
        }
      }
      var best = pairs.entrySet().stream().max(Map.Entry.comparingByValue());
      if (best.isEmpty()) {
        break;
      }
      long most = best.get().getValue();
      long pair =
          pairs.entrySet().stream()
              .filter(entry -> entry.getValue() == most)
              .findFirst()
              .orElseThrow()
              .getKey();
      int left = (int) (pair >>> 32);
      int right = (int) pair;
      for (int w = 0; w < words.length; w++) {
        words[w] = joined(words[w], left, right, tokens.size());
      }
      tokens.add(tokens.get(left) + "|" + tokens.get(right)); // so that no two are the same
      merges.add(new Merge(left, right));
    }
    return merges;
  }

  private static int[] joined(int[] word, int left, int right, int into) {
    int[] out = new int[word.length];
    int n = 0;
    for (int i = 0; i < word.length; i++) {
      boolean both = word[i] == left && i + 1 < word.length && word[i + 1] == right;
      out[n++] = both ? into : word[i];
      i += both ? 1 : 0;
    }
    return Arrays.copyOf(out, n);
  }

  /**
   * Letters that occur once in a word at most, so that no pair overlaps itself and no token comes
   * about in two ways: there both must agree.
   */
  @Test
  void mergesWhatCountingAnewWouldMerge() {
    var random = seed.random();
    for (int round = 0; round < 40; round++) {
      int letters = 4 + random.nextInt(8);
      int[][] words = new int[1 + random.nextInt(12)][];
      var counts = new long[words.length];
      for (int w = 0; w < words.length; w++) {
        int from = random.nextInt(letters);
        words[w] = random.ints(from, letters).distinct().limit(letters - from).sorted().toArray();
        counts[w] = 1 + random.nextInt(9);
      }
      var first = new ArrayList<String>();
      for (int i = 0; i < letters; i++) {
        first.add(String.valueOf((char) ('a' + i)));
      }
      int size = letters + random.nextInt(12);
      var expected =
          counted(
              new ArrayList<>(first),
              Arrays.stream(words).map(int[]::clone).toArray(int[][]::new),
              counts,
              size);
      var found = new MergeLearner(new ArrayList<>(first), words, counts).learn(size, 0);
      assertEquals(expected, found, seed);
    }
  }

  /** aa-aa and aa-b are equally frequent: the smaller second id comes first. */
  @Test
  void equallyFrequentPairsByTheirIds() {
    var tokens = new ArrayList<>(List.of("a", "b"));
    var merges =
        new MergeLearner(tokens, new int[][] {{0, 0, 0, 0, 1}}, new long[] {3}).learn(9, 2);
    assertEquals(List.of("a", "b", "aa", "aab", "aaaab"), tokens);
    assertEquals(List.of(new Merge(0, 0), new Merge(2, 1), new Merge(2, 3)), merges);
  }

  /** Byte for byte the same however the text arrives. */
  @Test
  void doesNotDependOnChunks() throws IOException {
    var text = new StringBuilder();
    var random = new SplittableRandom(seed.random().nextLong());
    for (int i = 0; i < 60_000; i++) {
      text.append((char) ('a' + random.nextInt(1 + random.nextInt(20))));
      text.append(random.nextInt(6) == 0 ? (random.nextInt(12) == 0 ? "\n" : " é") : "");
    }
    var lines = new BpeTrainer(new Settings(Alphabet.BYTES, 700));
    text.toString().lines().forEach(line -> lines.add(line + "\n"));
    var whole = new BpeTrainer(new Settings(Alphabet.BYTES, 700));
    byte[] utf8 = (text + "\n").getBytes(StandardCharsets.UTF_8);
    whole.add(new ByteArrayInputStream(utf8), "text");
    assertArrayEquals(lines.tokenizerJson(), whole.tokenizerJson(), seed.get());
    var file = Files.write(folder.resolve("t.json"), whole.tokenizerJson());
    var tokenizer = Tokenizer.open(file);
    assertEquals(700, tokenizer.size());
    int[] ids = tokenizer.encode(text.toString());
    assertEquals(text.toString(), tokenizer.decode(ids), seed);
    assertTrue(ids.length < utf8.length / 2, seed);
  }

  @Test
  void charactersAndSpecials() throws IOException {
    var trainer = new BpeTrainer(new Settings(Alphabet.CHARACTERS, 12, 0, 4, List.of("<s>")));
    trainer.add("中中 文文 文中 ab a 中文");
    var file = Files.write(folder.resolve("t.json"), trainer.tokenizerJson());
    var tokenizer = Tokenizer.open(file);
    assertEquals(12, tokenizer.size());
    assertEquals(1, tokenizer.special("<s>"));
    assertEquals("中文 文", tokenizer.decode(tokenizer.encode("中文 文")));
    assertEquals(0, tokenizer.encode("x")[1], "b and x have no token");
  }

  @Test
  void badInput() throws IOException {
    var small = new BpeTrainer(new Settings(Alphabet.BYTES, 200));
    var said = assertThrows(TokenizerException.class, small::tokenizerJson).getMessage();
    assertEquals(
        "expected a size of at least 256, for the alphabet and 0 special tokens, found 200", said);
    var file = Files.write(folder.resolve("bad"), new byte[] {'a', '\n', 'b', (byte) 0xff});
    var broken = assertThrows(TokenizerException.class, () -> small.add(file)).getMessage();
    assertEquals(file + ": expected UTF-8, found byte 0xFF at 3", broken);
    assertThrows(TokenizerException.class, () -> new Settings(Alphabet.BYTES, 0));
  }

  /** The same file that Hugging Face's trainer made; skipped without the data folder. */
  @Test
  void learnsWhatHuggingFaceLearnt() throws IOException, URISyntaxException {
    var corpus = Data.file("sentencepiece/botchan.txt");
    var trainer =
        new BpeTrainer(
            new Settings(Alphabet.BYTES, 500, 0, Integer.MAX_VALUE, List.of("<|endoftext|>")));
    Files.readString(corpus).lines().limit(1500).forEach(trainer::add);
    for (int i = 0; i < 5; i++) {
      trainer.add("中文 日本語 привет é 🙂 12345");
      trainer.add("ﬁ ① Å");
    }
    var ours = Tokenizer.open(Files.write(folder.resolve("t.json"), trainer.tokenizerJson()));
    var golden =
        Path.of(Objects.requireNonNull(Data.class.getResource("golden/byte-bpe.json")).toURI());
    var theirs = Tokenizer.open(golden);
    assertEquals(theirs.size(), ours.size());
    for (int id = 0; id < ours.size(); id++) {
      assertArrayEquals(theirs.token(id), ours.token(id), "id " + id);
    }
    var text = Files.readString(corpus);
    assertArrayEquals(theirs.encode(text), ours.encode(text));
  }
}
