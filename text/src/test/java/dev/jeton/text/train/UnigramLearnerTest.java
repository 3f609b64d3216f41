package dev.jeton.text.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against counting everything. */
class UnigramLearnerTest {
  private static final String LETTERS = "abé中🙂";

  private final Seed seed = new Seed();

  private String word(int kinds, int longest) {
    var word = new StringBuilder();
    int n = 1 + seed.random().nextInt(longest);
    for (int i = 0; i < n; i++) {
      int letter = LETTERS.offsetByCodePoints(0, seed.random().nextInt(kinds));
      word.appendCodePoint(LETTERS.codePointAt(letter));
    }
    return word.toString();
  }

  private Map<String, Long> words(int n, int kinds, int longest) {
    var words = new TreeMap<String, Long>();
    for (int i = 0; i < n; i++) {
      words.put(word(kinds, longest), 1L + seed.random().nextInt(5));
    }
    return words;
  }

  private static CountedWords counted(Map<String, Long> words, int characters) {
    var pieces = new HashMap<Piece, long[]>();
    words.forEach(
        (word, count) -> {
          byte[] utf8 = Utf8.encode(word);
          pieces.put(Piece.of(Text.of(utf8), 0, utf8.length), new long[] {count});
        });
    return CountedWords.of(pieces, characters);
  }

  private static List<List<String>> cuts(String word, Map<String, Double> scores) {
    var all = new ArrayList<List<String>>();
    if (word.isEmpty()) {
      all.add(List.of());
    }
    for (int end = 1; end <= word.length(); end++) {
      if (scores.containsKey(word.substring(0, end))) {
        for (var rest : cuts(word.substring(end), scores)) {
          var cut = new ArrayList<>(List.of(word.substring(0, end)));
          cut.addAll(rest);
          all.add(cut);
        }
      }
    }
    return all;
  }

  private static double score(List<String> cut, Map<String, Double> scores) {
    return cut.stream().mapToDouble(piece -> scores.getOrDefault(piece, Double.NaN)).sum();
  }

  private static Map<String, Double> scores(PieceModel model) {
    var scores = new HashMap<String, Double>();
    for (int i = 0; i < model.pieces().length; i++) {
      if (model.scores()[i] > Double.NEGATIVE_INFINITY) {
        scores.put(Utf8.decode(model.pieces()[i]), model.scores()[i]);
      }
    }
    return scores;
  }

  /** Random probabilities, some pieces out of use. */
  private PieceModel shaken(PieceModel model) {
    double[] scores = new double[model.scores().length];
    for (int i = 0; i < scores.length; i++) {
      boolean out = i >= model.characters() && seed.random().nextInt(5) == 0;
      scores[i] = out ? Double.NEGATIVE_INFINITY : -12 * seed.random().nextDouble();
    }
    return model.with(scores);
  }

  @Test
  void expectedCountsAreThoseOfAllCuts() {
    for (int round = 0; round < 30; round++) {
      var words = words(20, 1 + seed.random().nextInt(5), 8);
      var learner = new UnigramLearner(counted(words, 9), 2);
      var model = shaken(learner.seeds(50));
      var scores = scores(model);
      var expected = new HashMap<String, Double>();
      words.forEach(
          (word, count) -> {
            var cuts = cuts(word, scores);
            double all = cuts.stream().mapToDouble(cut -> Math.exp(score(cut, scores))).sum();
            for (var cut : cuts) {
              double share = count * Math.exp(score(cut, scores)) / all;
              cut.forEach(piece -> expected.merge(piece, share, Double::sum));
            }
            var lattice = new Lattice(model);
            byte[] utf8 = Utf8.encode(word);
            lattice.read(utf8, 0, utf8.length);
            double found = lattice.expect(1, new double[model.pieces().length]);
            assertEquals(Math.log(all), found, 1e-9, seed);
          });
      double[] found = learner.expected(model);
      for (int i = 0; i < found.length; i++) {
        double there = expected.getOrDefault(Utf8.decode(model.pieces()[i]), 0.0);
        assertEquals(there, found[i], 1e-9 * (1 + there), seed);
      }
    }
  }

  /** 4096 letters of probability e⁻⁴⁰, together far below what a number can hold. */
  @Test
  void longWordsDoNotUnderflow() {
    byte[][] pieces = {Utf8.encode("a"), Utf8.encode("aa")};
    var model = PieceModel.of(pieces, new double[] {-40, -80}, 1);
    byte[] word = Utf8.encode("a".repeat(4096));
    var lattice = new Lattice(model);
    lattice.read(word, 0, word.length);
    double[] expected = new double[2];
    double log = lattice.expect(1, expected);
    // as many ways as there are compositions of 4096 of ones and twos: Fibonacci's number
    double ways = 4097 * Math.log((1 + Math.sqrt(5)) / 2) - Math.log(Math.sqrt(5));
    assertEquals(-40 * 4096 + ways, log, 1e-6);
    assertEquals(4096, expected[0] + 2 * expected[1], 1e-6);
  }

  @Test
  void lossesAreThoseOfTheBestCuts() {
    for (int round = 0; round < 30; round++) {
      var words = words(20, 1 + seed.random().nextInt(5), 8);
      var learner = new UnigramLearner(counted(words, 9), 2);
      var model = shaken(learner.seeds(50));
      var scores = scores(model);
      var best = Comparator.<List<String>>comparingDouble(cut -> score(cut, scores));
      var used = new HashMap<String, Double>();
      words.forEach(
          (word, count) ->
              cuts(word, scores).stream()
                  .max(best)
                  .orElseThrow()
                  .forEach(piece -> used.merge(piece, (double) count, Double::sum)));
      double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
      double[] losses = learner.losses(model);
      for (int i = model.characters(); i < losses.length; i++) {
        var piece = Utf8.decode(model.pieces()[i]);
        double count = used.getOrDefault(piece, 0.0);
        if (count == 0) {
          assertEquals(Double.NEGATIVE_INFINITY, losses[i], seed);
          continue;
        }
        var instead =
            cuts(piece, scores).stream().filter(cut -> cut.size() > 1).max(best).orElseThrow();
        double without = 0;
        for (var other : instead) {
          double more = used.getOrDefault(other, 0.0) + count;
          without += Math.log(more / (all + count * (instead.size() - 1)));
        }
        assertEquals(count * (Math.log(count / all) - without), losses[i], 1e-9 * count, seed);
      }
    }
  }

  /** Parts of 2 to 16 characters that occur twice and do not always go on with one character. */
  @Test
  void seedsAreTheFrequentPartsOfWords() {
    for (int round = 0; round < 40; round++) {
      var words = words(30, 1 + seed.random().nextInt(5), round % 2 == 0 ? 6 : 40);
      var counts = new HashMap<String, Long>();
      var behind = new HashMap<String, HashSet<String>>();
      words.forEach(
          (word, count) -> {
            int[] c = word.codePoints().toArray();
            for (int from = 0; from < c.length; from++) {
              for (int to = from + 2; to <= Math.min(c.length, from + 16); to++) {
                var part = new String(c, from, to - from);
                counts.merge(part, count, Long::sum);
                var next = to < c.length ? Character.toString(c[to]) : "";
                behind.computeIfAbsent(part, unseen -> new HashSet<>()).add(next);
              }
            }
          });
      counts.entrySet().removeIf(part -> part.getValue() < 2);
      counts
          .keySet()
          .removeIf(
              part -> {
                var next = behind.getOrDefault(part, new HashSet<>());
                return next.size() == 1 && !next.contains("");
              });
      var found = SeedPieces.of(counted(words, 9), Integer.MAX_VALUE);
      var foundCounts = new HashMap<String, Long>();
      found.forEach(one -> foundCounts.put(one.piece(), one.count()));
      assertEquals(counts, foundCounts, seed);
      for (int i = 1; i < found.size(); i++) {
        assertTrue(found.get(i - 1).score() >= found.get(i).score(), seed);
      }
      int some = Math.min(7, found.size());
      assertEquals(found.subList(0, some), SeedPieces.of(counted(words, 9), some), seed);
    }
  }

  @Test
  void wordsAreCutWhereACharacterIsLeftOut() {
    var words = counted(Map.of("abca", 2L, "bca", 1L, "x".repeat(5000), 1L), 3);
    assertEquals(
        List.of((int) 'a', (int) 'b', (int) 'x'), List.copyOf(words.characters().keySet()));
    var parts = new TreeMap<String, Long>();
    for (int w = 0; w < words.size(); w++) {
      var word = new String(words.bytes(), words.start(w), words.start(w + 1) - words.start(w));
      parts.put(word, words.count(w));
    }
    var expected = Map.of("ab", 2L, "b", 1L, "a", 3L, "x".repeat(4096), 1L, "x".repeat(904), 1L);
    assertEquals(new TreeMap<>(expected), parts);
  }

  @Test
  void suffixesAreInOrder() {
    for (int round = 0; round < 50; round++) {
      int kinds = 1 + seed.random().nextInt(4);
      int[] text = seed.random().ints(seed.random().nextInt(200), 0, kinds).toArray();
      int[] order = SuffixOrder.of(text, kinds);
      assertArrayEquals(
          IntStream.range(0, text.length).toArray(), Arrays.stream(order).sorted().toArray(), seed);
      for (int i = 1; i < order.length; i++) {
        int[] a = first(text, order[i - 1]);
        int[] b = first(text, order[i]);
        assertTrue(Arrays.compare(a, b) <= 0, seed);
      }
    }
  }

  private static int[] first(int[] text, int at) {
    return Arrays.copyOfRange(text, at, Math.min(text.length, at + SuffixOrder.DEPTH));
  }

  /** Values of Abramowitz and Stegun's definition: ψ(1) = −γ, ψ(½) = −γ − 2 ln 2. */
  @Test
  void digamma() {
    double gamma = 0.57721566490153286;
    assertEquals(-gamma, Digamma.of(1), 1e-12);
    assertEquals(-gamma - 2 * Math.log(2), Digamma.of(0.5), 1e-12);
    double harmonic = 0;
    for (int n = 1; n < 100; n++) {
      assertEquals(harmonic - gamma, Digamma.of(n), 1e-12);
      harmonic += 1.0 / n;
    }
    assertEquals(Math.log(1e12), Digamma.of(1e12), 1e-11);
  }
}
