package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KneserNeyTest {
  /** Counts 2, 1 of three ids: n₁ = n₂ = 1, D = 1/3; p = (c − D) / 3 + 2 D / 3 · 1/3. */
  @Test
  void unigramsByHand() {
    var p = KneserNey.train(Samples.of(3, 0, 0, 1), 1).probabilities(new int[] {0, 1, 2});
    double below = 2.0 / 3 / 3 / 3;
    assertEquals((2 - 1.0 / 3) / 3 + below, p[0], 1e-12);
    assertEquals((1 - 1.0 / 3) / 3 + below, p[1], 1e-12);
    assertEquals(below, p[2], 1e-12);
  }

  @Test
  void probabilitiesSumToOne() {
    var seed = new Seed();
    for (int order = 1; order <= 4; order++) {
      var model = KneserNey.train(corpus(seed), order);
      for (int round = 0; round < 20; round++) {
        var context = Samples.even(6, seed.random().nextInt(6), seed.random());
        double sum = 0;
        for (int id = 0; id < 6; id++) {
          sum += last(model, context, id);
        }
        assertEquals(1, sum, 1e-9, seed);
      }
    }
  }

  /** The definition over lists of ids, without any index. */
  @Test
  void agreesWithTheDefinition() {
    var seed = new Seed();
    var corpus = corpus(seed);
    for (int order = 1; order <= 4; order++) {
      var model = KneserNey.train(corpus, order);
      for (int round = 0; round < 20; round++) {
        var ids = Samples.even(6, 1 + seed.random().nextInt(6), seed.random());
        double expected = defined(corpus, order, padded(ids, order), order);
        assertEquals(expected, model.probabilities(ids)[ids.length - 1], 1e-12, seed);
      }
    }
  }

  private static double last(KneserNey model, int[] context, int id) {
    var ids = Arrays.copyOf(context, context.length + 1);
    ids[context.length] = id;
    return model.probabilities(ids)[context.length];
  }

  /** Five of six ids. */
  private static TokenCorpus corpus(Seed seed) {
    var sequences = new ArrayList<int[]>();
    for (int s = 0; s < 8; s++) {
      sequences.add(Samples.zipf(5, 1, 12, seed.random()));
    }
    return new TokenCorpus("c", 6, sequences);
  }

  private static List<Integer> padded(int[] ids, int order) {
    var padded = new ArrayList<Integer>();
    for (int i = 1; i < order; i++) {
      padded.add(6);
    }
    Arrays.stream(ids).forEach(padded::add);
    return padded;
  }

  private static Stream<List<Integer>> ngrams(TokenCorpus corpus, int order, int n) {
    return corpus.sequences().stream()
        .map(ids -> padded(ids, order))
        .flatMap(
            ids ->
                java.util.stream.IntStream.range(order - 1, ids.size())
                    .mapToObj(t -> List.copyOf(ids.subList(t + 1 - n, t + 1))));
  }

  /** Count in the highest order, else distinct ids before. */
  private static long weight(TokenCorpus corpus, int order, List<Integer> gram) {
    int n = gram.size();
    return n == order
        ? ngrams(corpus, order, n).filter(gram::equals).count()
        : ngrams(corpus, order, n + 1)
            .filter(longer -> longer.subList(1, n + 1).equals(gram))
            .distinct()
            .count();
  }

  private static double defined(TokenCorpus corpus, int order, List<Integer> ids, int n) {
    if (n == 0) {
      return 1.0 / 6;
    }
    var gram = ids.subList(ids.size() - n, ids.size());
    var context = gram.subList(0, n - 1);
    double lower = defined(corpus, order, ids, n - 1);
    var weights =
        new HashSet<>(ngrams(corpus, order, n).toList())
            .stream()
                .map(g -> List.of((long) g.subList(0, n - 1).hashCode(), weight(corpus, order, g)))
                .toList();
    long once = weights.stream().filter(w -> w.get(1) == 1).count();
    long twice = weights.stream().filter(w -> w.get(1) == 2).count();
    double d = once == 0 || twice == 0 ? 0.5 : once / (once + 2.0 * twice);
    double total = 0;
    double followers = 0;
    for (int id = 0; id < 6; id++) {
      var follower = new ArrayList<>(context);
      follower.add(id);
      long weight = weight(corpus, order, follower);
      total += weight;
      followers += weight > 0 ? 1 : 0;
    }
    return total == 0
        ? lower
        : (Math.max(weight(corpus, order, gram) - d, 0) + d * followers * lower) / total;
  }

  @Test
  void findsTheEntropyOfAChain() {
    var seed = new Seed();
    var training = Samples.of(2, Samples.sticky(0.9, 100_000, seed.random()));
    var test = Samples.of(2, Samples.sticky(0.9, 50_000, seed.random()));
    assertEquals(1, KneserNey.train(training, 1).bitsPerToken(test), 0.01, seed);
    double rate = Samples.entropy(0.9);
    assertEquals(rate, KneserNey.train(training, 2).bitsPerToken(test), 0.02, seed);
    assertEquals(Math.pow(2, rate), KneserNey.train(training, 3).perplexity(test), 0.03, seed);
  }

  @Test
  void emptyAndOdd() {
    var none = KneserNey.train(new TokenCorpus("none", 4, List.of()), 3);
    assertEquals(4, none.perplexity(Samples.of(4, 3, 1, 2)), 1e-12);
    assertTrue(Double.isNaN(none.bitsPerToken(new TokenCorpus("none", 4, List.of()))));
    assertThrows(IllegalArgumentException.class, () -> KneserNey.train(Samples.of(4, 1), 0));
  }
}
