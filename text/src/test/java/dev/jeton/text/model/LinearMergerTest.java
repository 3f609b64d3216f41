package dev.jeton.text.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.bytes.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Linear merging against merging pair by pair. */
class LinearMergerTest {
  private static final int BYTES = 256;

  @Test
  void mergesAsPairByPair() {
    var seed = new Seed();
    var random = seed.random();
    int linear = 0;
    for (int round = 0; round < 200; round++) {
      var vocabulary = new Vocabulary();
      int merges = 1 + random.nextInt(60);
      for (int i = 0; i < merges; i++) {
        vocabulary.learn(letters(random, 2 + random.nextInt(3), 80), random);
      }
      var merger = vocabulary.linear();
      if (merger == null) {
        continue; // two merges gave the same token
      }
      linear++;
      for (int n = 0; n < 60; n++) {
        vocabulary.same(
            merger, letters(random, 2 + n % 3, 1 + random.nextInt(n < 55 ? 30 : 400)), seed);
      }
    }
    assertTrue(linear > 50, seed);
  }

  /** Merges of tokens that merging can give, in an order that no training would find. */
  @Test
  void mergesInAnyOrder() {
    var seed = new Seed();
    var random = seed.random();
    int linear = 0;
    for (int round = 0; round < 400; round++) {
      var vocabulary = new Vocabulary();
      for (int i = 0; i < 25; i++) {
        var other = new Vocabulary(vocabulary);
        other.add(other.any(random), other.any(random));
        vocabulary = other.linear() == null ? vocabulary : other;
      }
      var merger = vocabulary.linear();
      assertNotNull(merger, seed);
      linear += vocabulary.pairs.size();
      for (int n = 1; n < 40; n++) {
        vocabulary.same(merger, letters(random, 3, n), seed);
      }
    }
    assertTrue(linear > 4000, seed);
  }

  /** Each token that two others make has every such merge, one behind the other, as Llama 2's. */
  @Test
  void mergesWhereATokenHasSeveralMerges() {
    var seed = new Seed();
    var random = seed.random();
    int several = 0;
    for (int round = 0; round < 300; round++) {
      var vocabulary = new Vocabulary();
      for (int i = 0; i < 25; i++) {
        vocabulary.learn(letters(random, 2, 60), random);
      }
      var table = vocabulary.allMerges();
      several += table.size() > vocabulary.pairs.size() ? 1 : 0;
      var merger = LinearMerger.of(vocabulary.tokens(), table, bytes());
      assertNotNull(merger, seed);
      for (int n = 1; n < 60; n++) {
        byte[] word = letters(random, 2, n);
        int[] ids = new int[n];
        Arrays.setAll(ids, at -> word[at]);
        int left = new Merger(table).merge(ids, new int[n], n);
        var found = new Symbols();
        merger.merge(word, 0, n, found);
        merger.finish(found);
        assertArrayEquals(Arrays.copyOf(ids, left), Arrays.copyOf(found.ids, found.n), seed);
      }
    }
    assertTrue(several > 100, seed);
  }

  /** Runs of one letter whose merges take what later ones make, behind all others, as Llama 2's. */
  @Test
  void lateMergesGoOn() {
    var seed = new Seed();
    var random = seed.random();
    for (int round = 0; round < 100; round++) {
      var vocabulary = new Vocabulary();
      for (int i = 0; i < 20; i++) {
        vocabulary.learn(letters(random, 3, 60), random);
      }
      var tokens = vocabulary.tokens();
      var table = vocabulary.table();
      int id = tokens.size();
      for (int n : new int[] {4, 6, 3, 8, 5, 7}) {
        tokens.add(id + n, "z".repeat(n).getBytes(StandardCharsets.UTF_8));
      }
      tokens.add(id + 2, new byte[] {'z', 'z'});
      int rank = 100;
      for (int n : new int[] {4, 6, 3, 8, 5, 7, 2}) {
        for (int left = 1; left < n; left++) {
          table.add(
              left == 1 ? 'z' : id + left, n - left == 1 ? 'z' : id + n - left, rank++, id + n);
        }
      }
      var merger = LinearMerger.of(tokens, table, bytes());
      assertNotNull(merger, seed);
      for (int n = 1; n < 60; n++) {
        byte[] word = letters(random, 3, n);
        for (int i = 0; i < n; i++) {
          word[i] = i % 20 < random.nextInt(20) ? (byte) 'z' : word[i];
        }
        int[] ids = new int[n];
        Arrays.setAll(ids, at -> word[at]);
        int left = new Merger(table).merge(ids, new int[n], n);
        var found = new Symbols();
        merger.merge(word, 0, n, found);
        merger.finish(found);
        assertArrayEquals(Arrays.copyOf(ids, left), Arrays.copyOf(found.ids, found.n), seed);
      }
    }
  }

  @Test
  void stopsAtWhatIsNoToken() {
    var table = new MergeTable(1);
    table.add('a', 'b', 0, BYTES);
    var tokens = new Vocabulary().tokens();
    tokens.add(BYTES, new byte[] {'a', 'b'});
    var first = bytes();
    first.clear('z');
    var merger = LinearMerger.of(tokens, table, first);
    assertNotNull(merger);
    var found = new Symbols();
    assertEquals(3, merger.merge("abazab".getBytes(StandardCharsets.UTF_8), 0, 6, found));
    assertEquals(2, found.n);
  }

  @Test
  void goesBackWhereNothingFits() {
    var vocabulary = new Vocabulary();
    int bc = vocabulary.add('b', 'c');
    vocabulary.add('a', 'b');
    int aa = vocabulary.add('a', 'a');
    vocabulary.add(aa, bc); // "aabc"; "ab" wins only where no "c" follows
    var merger = vocabulary.linear();
    assertNotNull(merger);
    for (var word : List.of("ab", "abc", "aab", "aabc", "aaabc", "aaaab", "abcab", "aabcaabaabc")) {
      vocabulary.same(merger, word.getBytes(StandardCharsets.UTF_8), new Seed());
    }
  }

  @Test
  void leavesOtherVocabulariesAlone() {
    var twice = new Vocabulary();
    int ab = twice.add('a', 'b');
    int abc = twice.add(ab, 'c');
    twice.add(abc, 'c');
    int bc = twice.add('b', 'c');
    twice.add('a', bc); // "abc" again, later than what it is a part of
    var harmless = twice.linear();
    assertNotNull(harmless);
    for (var word : List.of("abc", "abcc", "aabc", "aabcc", "abcbc", "bcabc", "ccabcabcc")) {
      twice.same(harmless, word.getBytes(StandardCharsets.UTF_8), new Seed());
    }

    int cd = BYTES; // "abc" only comes from "bc", which comes later; an early merge takes that too
    int bcd = BYTES + 1;
    var mixed = new MergeTable(5);
    mixed.add('c', 'd', 0, cd);
    mixed.add('b', cd, 1, bcd);
    mixed.add(BYTES + 2, 'd', 2, bcd);
    mixed.add('a', BYTES + 2, 3, BYTES + 3);
    mixed.add('b', 'c', 4, BYTES + 2);
    var merged = new Vocabulary().tokens();
    for (var token : List.of("cd", "bcd", "bc", "abc")) {
      merged.add(merged.size(), token.getBytes(StandardCharsets.UTF_8));
    }
    assertNull(LinearMerger.of(merged, mixed, bytes()));

    var table = new MergeTable(1);
    table.add('a', 'b', 0, BYTES);
    var tokens = new Vocabulary().tokens();
    tokens.add(BYTES, new byte[] {'a', 'b'});
    var first = bytes();
    first.set(BYTES); // begins a piece and is merged
    assertNull(LinearMerger.of(tokens, table, first));
  }

  private static byte[] letters(SplittableRandom random, int kinds, int n) {
    byte[] word = new byte[n];
    for (int i = 0; i < n; i++) {
      word[i] = (byte) ('a' + random.nextInt(kinds));
    }
    return word;
  }

  private static BitSet bytes() {
    var all = new BitSet();
    all.set(0, BYTES);
    return all;
  }

  /** Bytes, and merges in the order in which they were added. */
  private static final class Vocabulary {
    final List<int[]> pairs;
    final List<byte[]> added;

    Vocabulary() {
      pairs = new ArrayList<>();
      added = new ArrayList<>();
    }

    Vocabulary(Vocabulary other) {
      pairs = new ArrayList<>(other.pairs);
      added = new ArrayList<>(other.added);
    }

    int any(SplittableRandom random) {
      int n = random.nextInt(3 + pairs.size());
      return n < 3 ? 'a' + n : BYTES + n - 3;
    }

    byte[] bytes(int id) {
      return id < BYTES ? new byte[] {(byte) id} : added.get(id - BYTES);
    }

    int add(int left, int right) {
      byte[] a = bytes(left);
      byte[] b = bytes(right);
      byte[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      pairs.add(new int[] {left, right});
      added.add(both);
      return BYTES + pairs.size() - 1;
    }

    /** Merges two neighbours that the corpus has once all merges so far are done. */
    void learn(byte[] corpus, SplittableRandom random) {
      int[] ids = slow(corpus);
      if (ids.length > 1) {
        int at = random.nextInt(ids.length - 1);
        add(ids[at], ids[at + 1]);
      }
    }

    int id(byte[] bytes) {
      for (int i = 0; i < added.size(); i++) {
        if (Arrays.equals(added.get(i), bytes)) {
          return BYTES + i; // the first one of equal ones
        }
      }
      throw new IllegalStateException();
    }

    MergeTable table() {
      var table = new MergeTable(pairs.size());
      for (int i = 0; i < pairs.size(); i++) {
        table.add(first(pairs.get(i)[0]), first(pairs.get(i)[1]), i, id(added.get(i)));
      }
      return table;
    }

    /** Every pair of tokens that is a token together; those into one token follow each other. */
    MergeTable allMerges() {
      var table = new MergeTable(pairs.size());
      var tokens = tokens();
      int rank = 0;
      for (int i = 0; i < added.size(); i++) {
        byte[] token = added.get(i);
        for (int cut = 1; cut < token.length && id(token) == BYTES + i; cut++) {
          int left = tokens.find(token, 0, cut);
          int right = tokens.find(token, cut, token.length);
          if (left >= 0 && right >= 0) { // later tokens too, as in Llama 2's
            table.add(left, right, rank++, BYTES + i);
          }
        }
      }
      return table;
    }

    private int first(int id) {
      return id < BYTES ? id : id(added.get(id - BYTES));
    }

    TokenTable tokens() {
      var tokens = new TokenTable();
      for (int b = 0; b < BYTES; b++) {
        tokens.add(b, new byte[] {(byte) b});
      }
      for (int i = 0; i < added.size(); i++) {
        if (id(added.get(i)) == BYTES + i) {
          tokens.add(BYTES + i, added.get(i));
        }
      }
      return tokens;
    }

    @Nullable LinearMerger linear() {
      return LinearMerger.of(tokens(), table(), LinearMergerTest.bytes());
    }

    int[] slow(byte[] word) {
      int[] ids = new int[word.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = word[i];
      }
      int n = new Merger(table()).merge(ids, new int[ids.length], ids.length);
      return Arrays.copyOf(ids, n);
    }

    void same(LinearMerger merger, byte[] word, Seed seed) {
      var found = new Symbols();
      assertEquals(word.length, merger.merge(word, 0, word.length, found), seed);
      merger.finish(found);
      assertArrayEquals(
          slow(word),
          Arrays.copyOf(found.ids, found.n),
          () -> new String(word, StandardCharsets.UTF_8) + ", " + seed.get());
      assertEquals(word.length, Arrays.stream(found.lengths).limit(found.n).sum(), seed);
    }
  }
}
