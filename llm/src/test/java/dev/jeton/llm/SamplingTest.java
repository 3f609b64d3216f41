package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.generate.Candidates;
import dev.jeton.generate.Sampler;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private final Seed seed = new Seed();

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** {@code golden/sampling.py} says how they were made. */
  @Test
  void leavesWhatTransformersLeaves() throws IOException, URISyntaxException {
    var lines = Files.readAllLines(Golden.path("sampling.txt"));
    assertEquals(160, lines.size());
    for (int at = 0; at < lines.size(); at += 4) {
      double[] said = numbers(lines.get(at));
      int[] ids = Arrays.stream(numbers(lines.get(at + 1))).mapToInt(d -> (int) d).toArray();
      var logits = new float[40];
      double[] given = numbers(lines.get(at + 2));
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) given[i];
      }
      logits[(int) said[6]] += (float) said[7];
      new Penalties(said[5], 0, 0, 64).apply(logits, ids, ids.length, new int[40]);
      int topK = said[1] == 0 ? Integer.MAX_VALUE : (int) said[1];
      var found =
          new Candidates(new Sampler(said[0], topK, said[2], said[3], said[4]))
              .choose(logits, 0, 40);
      var probabilities = new double[40];
      for (int i = 0; i < found.count(); i++) {
        probabilities[found.id(i)] = found.probability(i);
      }
      double[] expected = numbers(lines.get(at + 3));
      for (int i = 0; i < 40; i++) {
        assertEquals(expected[i], probabilities[i], 2e-6, "case " + at / 4 + " id " + i);
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSame() throws IOException, URISyntaxException {
    var sampling =
        Sampling.of(new Sampler(1.3, 50, 0.9, 0.01, 0.95))
            .with(new Penalties(1.2, 0.1, 0.1, 20))
            .withBias(Map.of(3, Double.NEGATIVE_INFINITY));
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      var all = new ArrayList<List<Integer>>();
      for (int i = 0; i < 2; i++) {
        var session = model.session();
        session.append(1, 2, 4);
        var ids = new ArrayList<Integer>();
        new Generation(session, sampling, new SplittableRandom(5)).run(40, ids::add);
        all.add(ids);
      }
      assertEquals(all.get(0), all.get(1));
      assertTrue(!all.getFirst().contains(3));
    }
  }

  @Test
  void continuationsAreRankedByTheirOwnProbability() throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      var session = model.session();
      session.append(1, 2, 4);
      var all = Continuation.best(session, 5, 12, Sampling.of(Sampler.PLAIN), 9);
      assertEquals(5, all.size());
      assertEquals(3, session.length());
      double last = 0;
      for (var one : all) {
        var check = model.session();
        check.append(1, 2, 4);
        double sum = 0;
        for (int id : one.ids()) {
          sum += check.logProbabilities()[id];
          check.append(id);
        }
        assertEquals(sum, one.logProbability(), 1e-3);
        assertTrue(one.logProbability() <= last || one == all.getFirst());
        last = one.logProbability();
      }
      var ids = new ArrayList<Integer>();
      var fork = session.fork();
      new Generation(fork, Sampler.PLAIN, new SplittableRandom(10)).run(12, ids::add);
      assertTrue(all.stream().anyMatch(one -> one.ids().equals(ids)));
    }
  }

  @Test
  void choicesTellTheLikeliest() throws IOException, URISyntaxException {
    try (var model = Model.open(Golden.path("llama.gguf"))) {
      var session = model.session();
      session.append(1, 2, 4);
      float[] expected = session.logProbabilities();
      new Generation(session, Sampling.GREEDY, new SplittableRandom(1))
          .eachChoice(
              3,
              choice -> {
                assertEquals(3, choice.best().size());
                assertEquals(choice.id(), choice.best().getFirst().id());
                assertEquals(expected[choice.id()], choice.logProbability(), 1e-5);
                for (var other : choice.best()) {
                  assertEquals(expected[other.id()], other.logProbability(), 1e-5);
                }
              })
          .run(1, id -> {});
    }
  }

  @Test
  void stopStringsAreNeverSeen() {
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        text.append("ab<".charAt(seed.random().nextInt(3)));
      }
      var stops = List.of("<ab<", "bbb", "a<b");
      var stopping = new StopStrings(stops);
      var said = new StringBuilder();
      for (int at = 0; at < text.length() && !stopping.stopped(); ) {
        int to = Math.min(text.length(), at + seed.random().nextInt(4));
        said.append(stopping.accept(text.substring(at, to)));
        at = to;
      }
      said.append(stopping.finish());
      var expected = text.toString();
      for (int to = 1; to <= text.length() && expected.length() == text.length(); to++) {
        var seen = text.substring(0, to);
        int begin =
            stops.stream()
                .filter(seen::endsWith)
                .mapToInt(stop -> seen.length() - stop.length())
                .min()
                .orElse(text.length());
        expected = text.substring(0, begin);
      }
      assertEquals(expected, said.toString(), seed);
    }
    assertThrows(IllegalArgumentException.class, () -> new StopStrings(List.of("")));
  }
}
