package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.draft.Draft;
import dev.jeton.llm.draft.DraftTree;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.llm.draft.PromptLookup;
import dev.jeton.llm.draft.TokenRecycling;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guesses change nothing of what is said. */
class DraftTest {
  private final Seed seed = new Seed();

  private static List<Draft> drafts(int vocabulary) {
    return List.of(
        new TokenRecycling(vocabulary),
        new TokenRecycling(vocabulary, TokenRecycling.Context.ONE),
        new PromptLookup());
  }

  private record Said(
      List<Integer> ids, int[] session, float[] logits, int passes, boolean ended) {}

  private static Said say(
      Model model, Sampling sampling, int most, long seed, int context, Draft... draft) {
    var session = model.session(context);
    session.append(1, 5, 7, 5, 7);
    var generation = new Generation(session, sampling, new SplittableRandom(seed));
    if (draft.length > 0) {
      generation.drafting(draft[0], PassCosts.constant());
    }
    var ids = new ArrayList<Integer>();
    int count = generation.run(most, ids::add);
    assertEquals(ids.size(), count);
    return new Said(ids, session.ids(), session.logits(), generation.passes(), generation.ended());
  }

  /** The same seed says the same, greedy and sampled, with penalties, up to a full context. */
  @ParameterizedTest
  @ValueSource(strings = {"llama", "gemma3"})
  void saysWhatPlainDecodingSays(String name) throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path(name + ".gguf"))) {
      var some =
          List.of(
              Sampling.GREEDY,
              Sampling.of(Sampler.ofTemperature(0.3)),
              Sampling.of(new Sampler(0.9, 20, 0.9)).with(new Penalties(1.3, 0, 0.2, 8)));
      for (var sampling : some) {
        for (var draft : drafts(model.shape().vocabulary())) {
          for (int most : new int[] {1, 2, 60}) {
            var plain = say(model, sampling, most, 3, 48);
            var drafted = say(model, sampling, most, 3, 48, draft);
            assertEquals(plain.ids, drafted.ids);
            assertArrayEquals(plain.session, drafted.session);
            assertArrayEquals(plain.logits, drafted.logits, 1e-4f);
            assertEquals(plain.ended, drafted.ended);
            assertTrue(drafted.passes <= plain.passes);
          }
        }
      }
    }
  }

  /** A text that repeats itself takes fewer passes, and most once it is known. */
  @Test
  void whatWasSaidBeforeIsGuessed() throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      var draft = new TokenRecycling(model.shape().vocabulary(), TokenRecycling.Context.ONE);
      var first = say(model, Sampling.GREEDY, 40, 1, 60, draft);
      var again = say(model, Sampling.GREEDY, 40, 1, 60, draft);
      assertEquals(39, say(model, Sampling.GREEDY, 40, 1, 60).passes);
      assertTrue(
          again.passes < 30 && again.passes < first.passes, first.passes + " then " + again.passes);
    }
  }

  /** Guesses at random, so that every branch of a tree is taken and left. */
  private record Guessing(RandomGenerator random, int vocabulary) implements Draft {
    @Override
    public DraftTree propose(int[] history, int length, int most, PassCosts costs) {
      int n = Math.min(most, 1 + random.nextInt(6));
      var ids = new int[n];
      var parents = new int[n];
      ids[0] = history[length - 1];
      parents[0] = -1;
      for (int i = 1; i < n; i++) {
        parents[i] = random.nextInt(i);
        do {
          ids[i] = random.nextInt(vocabulary);
        } while (new DraftTree(Arrays.copyOf(ids, i), Arrays.copyOf(parents, i))
                .child(parents[i], ids[i])
            >= 0);
      }
      return new DraftTree(ids, parents);
    }

    @Override
    public void observe(int[] history, int length) {}

    @Override
    public void learn(int before, int id, float[] logits, int from, int vocabulary) {}
  }

  /**
   * The exact distribution of texts of three tokens under sampling, by trying all, beside how often
   * drafted sampling says each. Only six ids are possible, so that guesses are often right.
   */
  @Test
  void keepsTheDistribution() throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      int vocabulary = model.shape().vocabulary();
      var bias = new HashMap<Integer, Double>();
      for (int id = 0; id < vocabulary; id++) {
        if (id < 3 || id > 8 || model.ends().contains(id)) {
          bias.put(id, Double.NEGATIVE_INFINITY);
        }
      }
      var sampling = Sampling.of(new Sampler(0.8, 5, 1)).withBias(bias);
      var expected = new HashMap<List<Integer>, Double>();
      var start = model.session();
      start.append(1, 5, 7, 5, 7);
      enumerate(start, sampling, bias, List.of(), 1, expected);
      assertEquals(1, expected.values().stream().mapToDouble(p -> p).sum(), 1e-5);
      for (Draft draft : List.of(new Guessing(seed.random(), 9), new TokenRecycling(vocabulary))) {
        int draws = 2500;
        var counts = new HashMap<List<Integer>, Integer>();
        for (int i = 0; i < draws; i++) {
          var ids = new ArrayList<Integer>();
          new Generation(start.fork(), sampling, seed.random())
              .drafting(draft, PassCosts.constant())
              .run(3, ids::add);
          counts.merge(ids, 1, Integer::sum);
        }
        assertTrue(expected.keySet().containsAll(counts.keySet()), seed);
        var square = new double[1];
        var rare =
            new double[2]; // χ² wants some five expected of a kind: what is rarer is one kind
        int kinds = 0;
        for (var entry : expected.entrySet()) {
          double mean = entry.getValue() * draws;
          int count = counts.getOrDefault(entry.getKey(), 0);
          if (mean < 5) {
            rare[0] += mean;
            rare[1] += count;
          } else {
            square[0] += (count - mean) * (count - mean) / mean;
            kinds++;
          }
        }
        if (rare[0] >= 5) {
          square[0] += (rare[1] - rare[0]) * (rare[1] - rare[0]) / rare[0];
          kinds++;
        }
        int free = kinds - 1; // χ² has mean n and variance 2n
        assertTrue(free > 10, kinds + " kinds");
        assertTrue(
            square[0] < free + 6 * Math.sqrt(2 * free),
            () -> seed.get() + " " + square[0] + " of " + free);
      }
    }
  }

  private static void enumerate(
      Session session,
      Sampling sampling,
      Map<Integer, Double> bias,
      List<Integer> before,
      double chance,
      Map<List<Integer>, Double> all) {
    if (before.size() == 3) {
      all.put(before, chance);
      return;
    }
    float[] logits = session.logits();
    bias.keySet().forEach(id -> logits[id] = Float.NEGATIVE_INFINITY);
    var found =
        new dev.jeton.generate.Candidates(sampling.sampler()).choose(logits, 0, logits.length);
    for (int i = 0; i < found.count(); i++) {
      var ids = new ArrayList<>(before);
      ids.add(found.id(i));
      var next = session.fork();
      next.append(found.id(i));
      enumerate(next, sampling, bias, List.copyOf(ids), chance * found.probability(i), all);
    }
  }

  @Test
  void costsLieBetweenWhatWasMeasured() {
    var costs = new PassCosts(new int[] {1, 2, 8}, new double[] {2, 2.2, 4});
    assertEquals(1, costs.of(1), 1e-9);
    assertEquals(1.1, costs.of(2), 1e-9);
    assertEquals(1.55, costs.of(5), 1e-9);
    assertEquals(2, costs.of(8), 1e-9);
    assertEquals(2 + 56 * 0.15, costs.of(64), 1e-9);
    assertEquals(64, PassCosts.proportional().of(64), 1e-9);
    assertEquals(1, PassCosts.constant().of(64), 1e-9);
  }

  /** Where a row costs as much as a pass, there are no guesses. */
  @Test
  void whatDoesNotPayIsNotTried() {
    var draft = new TokenRecycling(4);
    for (int id = 0; id < 4; id++) {
      draft.learn(-1, id, new float[] {9, 0, 0, 0}, 0, 4);
    }
    var history = new int[] {1, 0, 0};
    assertEquals(1, draft.propose(history, 3, 64, PassCosts.proportional()).size());
    assertTrue(draft.propose(history, 3, 64, PassCosts.constant()).size() > 8);
    assertEquals(5, draft.propose(history, 3, 5, PassCosts.constant()).size());
  }
}
