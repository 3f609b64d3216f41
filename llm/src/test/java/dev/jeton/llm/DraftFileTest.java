package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.generate.Sampler;
import dev.jeton.llm.draft.PassCosts;
import dev.jeton.llm.draft.TokenRecycling;
import dev.jeton.testkit.Seed;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Token recycling's tables on the disk guess as if they had never been there. */
class DraftFileTest {
  private static final int[] PROMPT = {1, 5, 7, 5, 7};

  private final Seed seed = new Seed();
  @TempDir Path folder;

  private static Model model() throws IOException, URISyntaxException {
    return Model.open(Golden.path("llama.gguf"));
  }

  private record Said(List<Integer> ids, int passes) {}

  private static Said say(Model model, long seed, TokenRecycling... draft) {
    var session = model.session(60);
    session.append(PROMPT);
    var sampling = Sampling.of(Sampler.ofTemperature(0.3));
    var generation = new Generation(session, sampling, new SplittableRandom(seed));
    if (draft.length > 0) {
      generation.drafting(draft[0], PassCosts.constant());
    }
    var ids = new ArrayList<Integer>();
    generation.run(40, ids::add);
    return new Said(ids, generation.passes());
  }

  @Test
  void guessesAsBefore() throws IOException, URISyntaxException {
    var file = folder.resolve("draft");
    try (var model = model()) {
      int vocabulary = model.shape().vocabulary();
      for (var context : TokenRecycling.Context.values()) {
        var draft = new TokenRecycling(vocabulary, context);
        for (int i = 0; i < 5; i++) {
          draft.save(file, model);
          var again = TokenRecycling.restore(file, model);
          again.save(folder.resolve("again"), model);
          assertEquals(-1, Files.mismatch(file, folder.resolve("again")));
          for (int k = 0; k < 200; k++) {
            int[] history = seed.random().ints(1 + k % 3, 0, vocabulary).toArray();
            var expected = draft.propose(history, history.length, 16, PassCosts.constant());
            var found = again.propose(history, history.length, 16, PassCosts.constant());
            assertArrayEquals(expected.ids(), found.ids(), seed);
            assertArrayEquals(expected.parents(), found.parents(), seed);
          }
          assertEquals(say(model, i, draft), say(model, i, again));
        }
      }
    }
  }

  /** And says what is said without it. */
  @Test
  void aRestoredDraftGuessesAtOnce() throws IOException, URISyntaxException {
    var file = folder.resolve("draft");
    try (var model = model()) {
      int vocabulary = model.shape().vocabulary();
      var draft = new TokenRecycling(vocabulary);
      say(model, 1, draft);
      draft.save(file, model);
      var cold = new TokenRecycling(vocabulary);
      var warm = TokenRecycling.restore(file, model);
      assertEquals(1, cold.propose(PROMPT, PROMPT.length, 64, PassCosts.constant()).size());
      assertTrue(warm.propose(PROMPT, PROMPT.length, 64, PassCosts.constant()).size() > 1);
      var plain = say(model, 1);
      var coldly = say(model, 1, cold);
      var warmly = say(model, 1, warm);
      assertEquals(plain.ids, coldly.ids);
      assertEquals(plain.ids, warmly.ids);
      assertTrue(
          warmly.passes < coldly.passes && coldly.passes <= plain.passes,
          () -> "%s, %s, %s".formatted(plain, coldly, warmly));
    }
  }

  @Test
  void brokenAndForeignFilesAreRefused() throws IOException, URISyntaxException {
    var file = folder.resolve("draft");
    try (var model = model()) {
      var draft = new TokenRecycling(model.shape().vocabulary());
      say(model, 1, draft);
      draft.save(file, model);
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length; length += length < 64 ? 1 : 37) {
        refused(model, Arrays.copyOf(bytes, length));
      }
      refused(model, Arrays.copyOf(bytes, bytes.length + 1));
      refused(model, new byte[1 << 24]);
      for (int i = 0; i < 600; i++) {
        byte[] broken = bytes.clone();
        int at = i < 40 ? i : seed.random().nextInt(bytes.length);
        broken[at] ^= (byte) (1 << seed.random().nextInt(8));
        refused(model, broken);
      }
      var other = folder.resolve("other.gguf");
      new RandomModel(1, 256, 256, 4, 2, 512, 256).write(TensorType.Q8_0, 1, other);
      try (var another = Model.open(other)) {
        var e = assertThrows(ModelException.class, () -> TokenRecycling.restore(file, another));
        assertEquals(
            file + ": expected a draft of this model, found one of another", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> draft.save(file, another));
      }
      assertArrayEquals(bytes, Files.readAllBytes(file));
    }
  }

  private void refused(Model model, byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("broken"), bytes);
    var e = assertThrows(ModelException.class, () -> TokenRecycling.restore(file, model), seed);
    var said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith(file + ": expected ") && said.lines().count() == 1, said);
  }

  /** Bytes that someone wrote on purpose, with a sum that fits: refused, or guesses like any. */
  @Test
  void forgedFilesChangeNothing() throws IOException, URISyntaxException {
    var file = folder.resolve("draft");
    try (var model = model()) {
      var draft = new TokenRecycling(model.shape().vocabulary());
      say(model, 1, draft);
      draft.save(file, model);
      byte[] bytes = Files.readAllBytes(file);
      var plain = say(model, 1);
      int taken = 0;
      int refused = 0;
      for (int i = 0; i < 400; i++) {
        byte[] forged = bytes.clone();
        int at = 16 + seed.random().nextInt(i % 2 == 0 ? bytes.length - 20 : 8);
        forged[at] = (byte) seed.random().nextInt();
        var sum = new CRC32C();
        sum.update(forged, 0, forged.length - 4);
        ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) sum.getValue());
        Files.write(file, forged);
        try {
          assertEquals(plain.ids, say(model, 1, TokenRecycling.restore(file, model)).ids, seed);
          taken++;
        } catch (ModelException e) {
          refused++;
        }
      }
      assertTrue(taken > 10 && refused > 10, taken + " taken, " + refused + " refused");
    }
  }
}
