package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jeton.generate.Sampler;
import dev.jeton.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** karpathy's stories260K, where {@code -Djeton.data} has it. */
class StoriesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("jeton.data", "data"), "models", "stories260K");
  private static final Path FILE = FOLDER.resolve("stories260K.bin");

  @TempDir Path folder;

  @BeforeEach
  void isThere() {
    assumeTrue(Files.exists(FILE), () -> "skipped: there is no " + FILE);
  }

  /** What llama2.c's test_all.py expects of 200 greedy steps. */
  @ParameterizedTest
  @EnumSource(names = {"FLOATS", "MAPPED"})
  void tellsTheExpectedStory(Precision precision) throws IOException {
    try (var model = Model.open(FILE, precision)) {
      var tokenizer = model.tokenizer().orElseThrow();
      var session = model.session();
      session.append(tokenizer.encode(""));
      var generation = new Generation(session, Sampler.ofTemperature(0), new Seed().random());
      var ids = new ArrayList<Integer>();
      generation.run(200, ids::add);
      var expected = Files.readString(FOLDER.resolve("expected_greedy_200steps.txt"));
      assertEquals(
          expected.strip(), tokenizer.decode(ids.stream().mapToInt(id -> id).toArray()).strip());
    }
  }

  @Test
  void forksAndTruncatedSessionsGoOnAsIfAlone() throws IOException {
    try (var model = Model.open(FILE)) {
      var seed = new Seed();
      int[] ids = seed.random().ints(150, 3, 512).toArray();
      var whole = model.session();
      whole.append(ids);
      var session = model.session();
      session.append(Arrays.copyOf(ids, 70));
      var fork = session.fork();
      fork.append(seed.random().ints(90, 3, 512).toArray());
      session.append(5, 6, 7);
      session.truncate(70);
      session.append(Arrays.copyOfRange(ids, 70, 150));
      fork.truncate(70);
      fork.append(Arrays.copyOfRange(ids, 70, 150));
      assertNear(whole.logits(), session.logits(), seed);
      assertNear(whole.logits(), fork.logits(), seed);
      assertEquals(150, fork.length());
      assertTrue(Arrays.equals(ids, fork.ids()), seed);
    }
  }

  /** Rows of a matrix product do not depend on how many are asked for, but for rounding. */
  private static void assertNear(float[] expected, float[] found, Seed seed) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4, seed);
    }
  }

  /** The model has seen such stories, and foresees them better than their letters backwards. */
  @Test
  void foreseesStories() throws IOException {
    try (var model = Model.open(FILE)) {
      var tokenizer = model.tokenizer().orElseThrow();
      var story = Files.readString(FOLDER.resolve("expected_greedy_200steps.txt")).strip();
      var told = BitsPerByte.of(model, tokenizer, story, 512);
      var windows = BitsPerByte.of(model, tokenizer, story, 64);
      var backwards =
          BitsPerByte.of(model, tokenizer, new StringBuilder(story).reverse().toString(), 512);
      assertTrue(told.bitsPerByte() < 0.6, told::toString);
      assertTrue(windows.bits() >= told.bits() * 0.98, windows::toString);
      assertTrue(backwards.bitsPerByte() > 2.5, backwards::toString);
      assertEquals(story.length(), told.bytes());
    }
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(FILE);
    var file = folder.resolve("cut.bin");
    for (int length : new int[] {0, 3, 27, 28, 5000, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      var said = assertThrowsIo(file);
      assertTrue(said.startsWith(file + ": "), said);
    }
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    assertTrue(assertThrowsIo(file).contains("bytes for"), "longer");
    good[3] = 1;
    Files.write(file, good);
    assertTrue(assertThrowsIo(file).contains("for a size at byte 0"), "absurd");
  }

  private static String assertThrowsIo(Path file) {
    return String.valueOf(
        org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> Model.open(file))
            .getMessage());
  }
}
