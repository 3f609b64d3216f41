package dev.jeton.text.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Words that are kept against a map of all of them. */
class WordCacheTest {
  private final Seed seed = new Seed();

  @Test
  void givesWhatWasKept() {
    var random = seed.random();
    var cache = new WordCache(true);
    var kept = new HashMap<String, Symbols>();
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(20_000) == 0) {
        cache.clearedAt(i + 1);
        kept.clear();
      }
      var before = "b".repeat(random.nextInt(20));
      var word = word(random);
      var text = Text.of(Utf8.encode(before + word + "c".repeat(random.nextInt(20))));
      int from = before.length();
      int to = from + word.length();
      var out = TokenBuffer.keepingOffsets(0);
      var ids = TokenBuffer.keepingIds(0);
      boolean known = cache.find(text.bytes(), from, to, out, text);
      assertTrue(known == cache.find(text.bytes(), from, to, ids, text), seed);
      if (known) {
        found++;
        assertTrue(kept.containsKey(word), seed);
        same(kept.get(word), from, out, ids);
      } else {
        var tokens = tokens(word.length(), random);
        cache.keep(text.bytes(), from, to, tokens);
        kept.put(word, tokens);
      }
    }
    assertTrue(found > 50_000, seed);
    assertFalse(
        new WordCache(false).find(new byte[4], 0, 4, TokenBuffer.counting(), Text.of(new byte[4])));
  }

  private void same(Symbols wanted, int from, TokenBuffer out, TokenBuffer ids) {
    int[] starts = new int[wanted.n];
    int[] ends = new int[wanted.n];
    int at = from;
    for (int i = 0; i < wanted.n; i++) {
      starts[i] = at;
      at += wanted.lengths[i];
      ends[i] = at;
    }
    int[] all = Arrays.copyOf(wanted.ids, wanted.n);
    assertArrayEquals(all, out.ids(), seed);
    assertArrayEquals(all, ids.ids(), seed);
    assertArrayEquals(starts, out.starts(), seed);
    assertArrayEquals(ends, out.ends(), seed);
  }

  private static String word(SplittableRandom random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(1, 40) : random.nextInt(1, 10);
    var word = new StringBuilder();
    int letters = length < 12 ? 3 : 1;
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(letters)));
    }
    return word.toString();
  }

  private static Symbols tokens(int length, SplittableRandom random) {
    var tokens = new Symbols();
    for (int at = 0; at < length; ) {
      int n = random.nextInt(1, length - at + 1);
      tokens.add(random.nextInt(1 << 23), n);
      at += n;
    }
    return tokens;
  }
}
