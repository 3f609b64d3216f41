package dev.jeton.measure.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.measure.dictionary.MergeDictionary.Rule;
import dev.jeton.measure.sources.MarkovSource;
import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  private static TokenCorpus corpus(int[] ids, int alphabet) {
    return new TokenCorpus("c", alphabet, List.of(ids));
  }

  private static final List<Function<int[], TokenDictionary>> KINDS =
      List.of(
          ids -> MergeDictionary.learn(corpus(ids, 3), 20),
          ids -> ChunkedMerging.learn(ids, 3, 20),
          ids -> PhraseDictionary.lempelZivWelch(List.of(ids), 3, 20),
          ids -> PhraseDictionary.allOfLength(3, 3));

  @Test
  void everyDictionaryKeepsEveryString() {
    var seed = new Seed();
    var random = seed.random();
    for (var kind : KINDS) {
      var dictionary = kind.apply(random.ints(2000, 0, 3).toArray());
      for (int n = 0; n < 40; n++) {
        int[] ids = random.ints(n, 0, 1 + random.nextInt(3)).toArray();
        int[] tokens = dictionary.encode(ids);
        assertArrayEquals(ids, dictionary.decode(tokens), seed);
        assertTrue(tokens.length <= n, seed);
        for (int token : tokens) {
          assertTrue(token < dictionary.size(), seed);
        }
      }
      for (int id = 0; id < 3; id++) {
        assertArrayEquals(new int[] {id}, dictionary.expand(id));
      }
      assertThrows(IllegalArgumentException.class, () -> dictionary.encode(new int[] {0, 3}));
    }
  }

  /** A rule for (a, a) takes pairs from the left and leaves the last of an odd run. */
  @Test
  void pairsOfEqualTokensDoNotOverlap() {
    var twice = new MergeDictionary(2, List.of(new Rule(0, 0), new Rule(2, 2), new Rule(2, 0)));
    assertArrayEquals(new int[] {4}, twice.encode(new int[] {0, 0, 0}));
    assertArrayEquals(new int[] {3, 4}, twice.encode(new int[] {0, 0, 0, 0, 0, 0, 0}));
    var once = twice.first(3);
    assertArrayEquals(new int[] {2, 2, 0, 1}, once.encode(new int[] {0, 0, 0, 0, 0, 1}));
  }

  /** Rule after rule over the whole string. */
  @Test
  void mergesAreAppliedOneAfterTheOther() {
    var seed = new Seed();
    var random = seed.random();
    for (int round = 0; round < 30; round++) {
      var rules = new ArrayList<Rule>();
      for (int i = 0; i < 40; i++) {
        rules.add(new Rule(random.nextInt(2 + i), random.nextInt(2 + i)));
      }
      int[] ids = random.ints(400, 0, 2).toArray();
      for (var each :
          List.of(new MergeDictionary(2, rules), MergeDictionary.learn(corpus(ids, 2), 42))) {
        int[] slow = ids;
        for (int i = 0; i < each.rules().size(); i++) {
          slow = apply(slow, each.rules().get(i), 2 + i);
        }
        assertArrayEquals(slow, each.encode(ids), seed);
      }
    }
  }

  private static int[] apply(int[] tokens, Rule rule, int made) {
    var out = new ArrayList<Integer>();
    for (int i = 0; i < tokens.length; i++) {
      if (i + 1 < tokens.length && tokens[i] == rule.left() && tokens[i + 1] == rule.right()) {
        out.add(made);
        i++;
      } else {
        out.add(tokens[i]);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What was learnt encodes what it was learnt from as learning left it. */
  @Test
  void learningAndEncodingAgree() {
    var seed = new Seed();
    int[] ids = MarkovSource.switching(2, 0.1).draw(5000, seed.random());
    var merged = dev.jeton.measure.tokens.PairMerging.of(corpus(ids, 2), 60).merged();
    assertArrayEquals(merged.flat(), MergeDictionary.learn(corpus(ids, 2), 62).encode(ids), seed);
  }

  @Test
  void phrasesAreTheLongestThatFit() {
    var seed = new Seed();
    var random = seed.random();
    for (var dictionary :
        List.of(
            PhraseDictionary.lempelZivWelch(List.of(random.ints(500, 0, 2).toArray()), 2, 60),
            PhraseDictionary.allOfLength(4, 2))) {
      int[] ids = random.ints(300, 0, 2).toArray();
      var slow = new ArrayList<Integer>();
      for (int from = 0; from < ids.length; ) {
        int best = -1;
        int longest = 0;
        for (int token = 0; token < dictionary.size(); token++) {
          int[] string = dictionary.expand(token);
          int to = from + string.length;
          if (string.length > longest
              && to <= ids.length
              && Arrays.equals(string, Arrays.copyOfRange(ids, from, to))) {
            best = token;
            longest = string.length;
          }
        }
        slow.add(best);
        from += longest;
      }
      assertArrayEquals(
          slow.stream().mapToInt(Integer::intValue).toArray(), dictionary.encode(ids), seed);
    }
  }

  /** Welch's parse of 0 0 0 0 1 0 0: 00, 000, 01, 10. */
  @Test
  void lempelZivWelchByHand() {
    var dictionary =
        PhraseDictionary.lempelZivWelch(List.of(new int[] {0, 0, 0, 0, 1, 0, 0}), 2, 100);
    assertEquals(6, dictionary.size());
    assertArrayEquals(new int[] {0, 0}, dictionary.expand(2));
    assertArrayEquals(new int[] {0, 0, 0}, dictionary.expand(3));
    assertArrayEquals(new int[] {0, 1}, dictionary.expand(4));
    assertArrayEquals(new int[] {1, 0}, dictionary.expand(5));
    var short4 = PhraseDictionary.lempelZivWelch(List.of(new int[] {0, 0, 0, 0, 1}), 2, 4);
    assertEquals(4, short4.size());
  }

  @Test
  void allStringsAreThere() {
    var dictionary = PhraseDictionary.allOfLength(5, 2);
    assertEquals(32 + 2, dictionary.size());
    assertEquals(3 + 2, dictionary.encode(new int[17]).length);
    assertEquals(2, PhraseDictionary.allOfLength(1, 2).size());
    assertThrows(IllegalArgumentException.class, () -> PhraseDictionary.allOfLength(40, 2));
  }

  @Test
  void chunksCountReplacements() {
    var counts = ChunkedMerging.counts(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 0});
    assertEquals(2, counts.get(new Rule(0, 0)));
    assertEquals(1, counts.get(new Rule(1, 1)));
    assertEquals(1, counts.get(new Rule(0, 1)));
    assertEquals(1, counts.get(new Rule(1, 0)));
  }

  /** Four chunks of 0 1 0 1: 01 comes twice, ln 4 = 1.39; in the next, 2 2 comes once. */
  @Test
  void chunksStopWherePairsAreRare() {
    int[] ids = IntStream.range(0, 16).map(i -> i % 2).toArray();
    var dictionary = ChunkedMerging.learn(ids, 2, 4);
    assertEquals(List.of(new Rule(0, 1)), dictionary.rules());
  }

  @Test
  void modelByHand() {
    var model = UnigramModel.of(new long[] {3, 0});
    assertEquals(-Math.log(3.5 / 4) / Math.log(2), model.bits(new int[] {0}), 1e-12);
    assertEquals(-2 * Math.log(0.5 / 4) / Math.log(2), model.bits(new int[] {1, 1}), 1e-12);
  }

  /** The numbers of the specification: order 1, 0.1, 32 tokens of BPE on fresh characters. */
  @Test
  void nearEntropyWithoutContext() {
    var source = MarkovSource.switching(1, 0.1);
    var random = new SplittableRandom(48);
    int[] training = source.draw(300_000, random);
    int[] fresh = source.draw(200_000, random);
    var dictionary = MergeDictionary.learn(corpus(training, 2), 32);
    assertEquals(1, UnigramModel.bitsPerId(dictionary.first(2), training, fresh), 1e-3);
    assertEquals(0.547, UnigramModel.bitsPerId(dictionary.first(8), training, fresh), 0.006);
    assertEquals(0.483, UnigramModel.bitsPerId(dictionary, training, fresh), 0.006);
  }

  /** With few tokens it is worse than with none, before it is better. */
  @Test
  void worseBeforeBetter() {
    for (int order : new int[] {4, 6}) {
      var source = MarkovSource.switching(order, 0.1);
      var random = new SplittableRandom(48);
      int[] training = source.draw(60_000, random);
      int[] fresh = source.draw(60_000, random);
      var dictionary = MergeDictionary.learn(corpus(training, 2), 64);
      double four = UnigramModel.bitsPerId(dictionary.first(4), training, fresh);
      assertTrue(four > 1.09 && four < 1.32, "order %d: %f".formatted(order, four));
      assertTrue(UnigramModel.bitsPerId(dictionary, training, fresh) < 0.75);
    }
  }
}
