package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrammarTest {
  /** S → S S with 0.4, S → 0 with 0.6: two tokens 0.4 · 0.36, three 2 · 0.16 · 0.216. */
  @Test
  void oneSymbolByHand() {
    var grammar = new Grammar(1, 1, new double[] {0.4}, new double[] {0.6});
    assertEquals(Entropy.log2(0.6), grammar.log2Probability(new int[1]), 1e-12);
    assertEquals(Entropy.log2(0.144), grammar.log2Probability(new int[2]), 1e-12);
    assertEquals(Entropy.log2(2 * 0.16 * 0.216), grammar.log2LengthProbability(3), 1e-12);
    assertEquals(1, grammar.perplexity(Samples.of(1, 0, 0, 0)), 1e-12);
    assertEquals(Samples.entropy(0.4), grammar.ruleEntropy(), 1e-12);
  }

  @Test
  void insideIsTheSumOverAllDerivations() {
    var seed = new Seed();
    for (int length = 1; length <= 5; length++) {
      var grammar = Grammar.random(3, 4, seed.random());
      var ids = Samples.even(4, length, seed.random());
      double sum = derivations(grammar, ids, 0, 0, length).stream().mapToDouble(p -> p).sum();
      assertEquals(Entropy.log2(sum), grammar.log2Probability(ids), 1e-9, seed);
    }
  }

  @Test
  void bestTreeIsTheBestDerivation() {
    var seed = new Seed();
    var grammar = Grammar.random(2, 3, seed.random());
    var ids = Samples.even(3, 5, seed.random());
    var all = derivations(grammar, ids, 0, 0, 5);
    double best = all.stream().mapToDouble(p -> p).max().orElseThrow();
    assertEquals(best, probability(grammar, ids, ParseTree.best(grammar, ids)), 1e-15, seed);
  }

  @Test
  void allStringsOfALengthSumToItsProbability() {
    var seed = new Seed();
    var grammar = Grammar.random(3, 2, seed.random());
    double sum = 0;
    for (int bits = 0; bits < 32; bits++) {
      int all = bits;
      var ids = java.util.stream.IntStream.range(0, 5).map(i -> all >> i & 1).toArray();
      sum += Math.pow(2, grammar.log2Probability(ids));
    }
    assertEquals(grammar.log2LengthProbability(5), Entropy.log2(sum), 1e-9, seed);
  }

  /** Each token is emitted once and each sequence split once less than it has tokens. */
  @Test
  void expectedRulesAddUp() {
    var seed = new Seed();
    var expected = new ExpectedRules(Grammar.random(4, 5, seed.random()));
    expected.add(Samples.even(5, 9, seed.random()));
    expected.add(Samples.even(5, 3, seed.random()));
    assertEquals(12, java.util.Arrays.stream(expected.emissions).sum(), 1e-9, seed);
    assertEquals(10, java.util.Arrays.stream(expected.splits).sum(), 1e-9, seed);
  }

  @Test
  void likelihoodNeverFalls() {
    var seed = new Seed();
    var corpus = new TokenCorpus("c", 6, List.of(Samples.zipf(6, 1, 200, seed.random()))).pieces(8);
    var learnt = GrammarInduction.learn(corpus, effort(4, 15, 0), seed.random());
    assertTrue(learnt.complete());
    for (int i = 1; i < learnt.log2Likelihoods().size(); i++) {
      double before = learnt.log2Likelihoods().get(i - 1);
      assertTrue(learnt.log2Likelihoods().get(i) >= before - 1e-6 * Math.abs(before), seed);
    }
  }

  /** 0ⁿ1ⁿ is no regular language; a grammar of four nonterminals learns most of it. */
  @Test
  void learnsNesting() {
    var sequences = new ArrayList<int[]>();
    for (int n = 1; n <= 5; n++) {
      var ids = new int[2 * n];
      java.util.Arrays.fill(ids, n, 2 * n, 1);
      sequences.add(ids);
    }
    var corpus = new TokenCorpus("nested", 2, sequences);
    double best = Double.POSITIVE_INFINITY;
    for (int start = 0; start < 4; start++) {
      var learnt = GrammarInduction.learn(corpus, effort(5, 150, 0), new SplittableRandom(start));
      best = Math.min(best, learnt.grammar().perplexity(corpus));
    }
    assertTrue(best < 1.25, "perplexity " + best);
  }

  /**
   * Twenty nouns follow twenty verbs: what a start from even rules never finds in so few rounds.
   */
  @Test
  void startsFromClasses() {
    var seed = new Seed();
    var sequences = new ArrayList<int[]>();
    for (int s = 0; s < 300; s++) {
      sequences.add(
          java.util.stream.IntStream.range(0, 8)
              .map(t -> t % 2 * 20 + seed.random().nextInt(20))
              .toArray());
    }
    var corpus = new TokenCorpus("verbs", 40, sequences);
    var start = GrammarStart.of(corpus, 6, seed.random());
    assertEquals(6, start.nonterminals());
    var learnt = GrammarInduction.learn(corpus, effort(6, 15, 0.01), seed.random()).grammar();
    assertTrue(
        learnt.perplexity(corpus) < 32, () -> learnt.perplexity(corpus) + " with " + seed.get());
  }

  @Test
  void depthAndLean() {
    var toTheRight = new Grammar(2, 2, chain(false), new double[] {0.5, 0, 0, 1});
    var tree = ParseTree.best(toTheRight, new int[] {1, 1, 1, 0});
    assertEquals(3, tree.depth());
    assertEquals(1, tree.lean(), 1e-12);
    assertEquals((1 + 2 + 3 + 3) / 4.0, tree.meanLeafDepth());
    var toTheLeft = new Grammar(2, 2, chain(true), new double[] {0.5, 0, 0, 1});
    assertEquals(-1, ParseTree.best(toTheLeft, new int[] {0, 1, 1, 1}).lean(), 1e-12);
    assertEquals(0, ParseTree.best(toTheLeft, new int[] {0}).depth());
    assertThrows(
        IllegalArgumentException.class, () -> ParseTree.best(toTheLeft, new int[] {1, 1, 0}));
  }

  /** S → S B or B S with 0.5; S emits 0, B emits 1. */
  private static double[] chain(boolean left) {
    var splits = new double[8];
    splits[left ? 1 : 2] = 0.5;
    return splits;
  }

  @Test
  void longSequencesDoNotUnderflow() {
    var seed = new Seed();
    var grammar = Grammar.random(3, 20_000, seed.random());
    double bits = grammar.log2Probability(Samples.even(20_000, 100, seed.random()));
    assertTrue(Double.isFinite(bits) && bits < -1000, seed);
  }

  @Test
  void stopsInTime() {
    var effort = new GrammarInduction.Effort(3, 1000, 0, Duration.ZERO);
    var learnt = GrammarInduction.learn(Samples.of(2, 0, 1), effort, new SplittableRandom(1));
    assertFalse(learnt.complete());
    assertTrue(learnt.log2Likelihoods().size() < 2);
  }

  @Test
  void rulesThatDoNotSumAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Grammar(1, 1, new double[] {0.5}, new double[] {0.6}));
    assertThrows(IllegalArgumentException.class, () -> effort(0, 1, 0));
  }

  private static GrammarInduction.Effort effort(int nonterminals, int rounds, double smoothing) {
    return new GrammarInduction.Effort(nonterminals, rounds, smoothing, Duration.ofMinutes(1));
  }

  /** The probabilities of all derivations, one by one. */
  private static List<Double> derivations(Grammar g, int[] ids, int a, int from, int to) {
    if (to - from == 1) {
      return List.of(g.emission(a, ids[from]));
    }
    var all = new ArrayList<Double>();
    for (int cut = from + 1; cut < to; cut++) {
      for (int b = 0; b < g.nonterminals(); b++) {
        for (int c = 0; c < g.nonterminals(); c++) {
          for (double left : derivations(g, ids, b, from, cut)) {
            for (double right : derivations(g, ids, c, cut, to)) {
              all.add(g.split(a, b, c) * left * right);
            }
          }
        }
      }
    }
    return all;
  }

  private static double probability(Grammar g, int[] ids, ParseTree tree) {
    var left = tree.left();
    var right = tree.right();
    return left == null || right == null
        ? g.emission(tree.symbol(), ids[tree.from()])
        : g.split(tree.symbol(), left.symbol(), right.symbol())
            * probability(g, ids, left)
            * probability(g, ids, right);
  }

  @Test
  void shufflingCostsWhatGrammarGave() {
    RandomGenerator random = new SplittableRandom(7);
    var sequences = new ArrayList<int[]>();
    for (int s = 0; s < 60; s++) {
      var ids = new int[GrammarStatistics.LENGTH];
      for (int i = 0; i < ids.length; i += 2) {
        ids[i] = random.nextInt(2);
        ids[i + 1] = ids[i] + 2; // every other id says nothing new
      }
      sequences.add(ids);
    }
    var parts = HeldOut.of(new TokenCorpus("pairs", 4, sequences));
    var found = GrammarStatistics.of(parts, GrammarStatistics.Effort.USUAL);
    assertTrue(found.complete());
    assertTrue(found.perplexity() < 0.75 * found.shuffledPerplexity(), found.toString());
    assertEquals(
        GrammarStatistics.NONE,
        GrammarStatistics.of(HeldOut.of(Samples.of(2, 0, 1)), GrammarStatistics.Effort.USUAL));
  }
}
