package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntropyTest {
  @Test
  void byHand() {
    var entropy = Entropy.of(new long[] {2, 0, 1, 1});
    assertEquals(1.5, entropy.plugIn(), 1e-12);
    assertEquals(1.5 + 2 / (8 * Math.log(2)), entropy.millerMadow(), 1e-12);
    assertEquals(0, Entropy.of(new long[3]).plugIn());
  }

  /** Pairs 01 10 01 12 of the one sequence, 12 of the other: H(pairs) − H(contexts). */
  @Test
  void conditionalByHand() {
    var corpus = new TokenCorpus("c", 3, List.of(new int[] {0, 1, 0, 1, 2}, new int[] {1, 2}));
    double pairs = -0.4 * Entropy.log2(0.4) * 2 - 0.2 * Entropy.log2(0.2);
    double contexts = -0.4 * Entropy.log2(0.4) - 0.6 * Entropy.log2(0.6);
    var entropy = Entropy.conditional(corpus, 1);
    assertEquals(pairs - contexts, entropy.plugIn(), 1e-12);
    assertEquals(pairs - contexts + 1 / (10 * Math.log(2)), entropy.millerMadow(), 1e-12);
    assertEquals(Entropy.of(corpus), Entropy.conditional(corpus, 0));
    assertTrue(Double.isNaN(Entropy.conditional(corpus, 5).plugIn()));
  }

  /** A first-order chain: H(x | 1) = H(x | 2) = h(stay), H(x) = 1. */
  @Test
  void markovChain() {
    var seed = new Seed();
    var corpus = Samples.of(2, Samples.sticky(0.9, 200_000, seed.random()));
    assertEquals(1, Entropy.of(corpus).plugIn(), 0.01, seed);
    for (int k = 1; k <= 3; k++) {
      assertEquals(Samples.entropy(0.9), Entropy.conditional(corpus, k).millerMadow(), 0.01, seed);
    }
  }

  /** Each id repeats the one two places back with probability 0.8: order 2, not order 1. */
  @Test
  void secondOrderChain() {
    var seed = new Seed();
    var ids = new int[200_000];
    for (int t = 2; t < ids.length; t++) {
      ids[t] = seed.random().nextDouble() < 0.8 ? ids[t - 2] : 1 - ids[t - 2];
    }
    var corpus = Samples.of(2, ids);
    assertEquals(1, Entropy.conditional(corpus, 1).plugIn(), 0.01, seed);
    assertEquals(Samples.entropy(0.8), Entropy.conditional(corpus, 2).plugIn(), 0.01, seed);
  }

  /** Few tokens of an even language: the correction removes most of the bias. */
  @Test
  void correctionComesNearer() {
    var seed = new Seed();
    double plugIn = 0;
    double corrected = 0;
    for (int i = 0; i < 50; i++) {
      var entropy = Entropy.of(Samples.of(64, Samples.even(64, 200, seed.random())));
      plugIn += entropy.plugIn() / 50;
      corrected += entropy.millerMadow() / 50;
    }
    assertTrue(Math.abs(corrected - 6) < Math.abs(plugIn - 6) / 3, seed);
  }

  @Test
  void renamingIdsChangesNothing() {
    var seed = new Seed();
    var ids = Samples.zipf(50, 1, 3000, seed.random());
    var renamed = java.util.Arrays.stream(ids).map(id -> 49 - id).toArray();
    for (int k = 0; k <= 3; k++) {
      assertEquals(
          Entropy.conditional(Samples.of(50, ids), k).plugIn(),
          Entropy.conditional(Samples.of(50, renamed), k).plugIn(),
          1e-9,
          seed);
    }
  }
}
