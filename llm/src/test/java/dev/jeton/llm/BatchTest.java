package dev.jeton.llm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that share passes say what they say alone. */
class BatchTest {
  private static final RandomModel SHAPE = new RandomModel(2, 512, 512, 8, 4, 600, 512);

  private final Seed seed = new Seed();
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Model model;

  @BeforeEach
  void open() throws IOException {
    var file = folder.resolve("model.gguf");
    SHAPE.write(TensorType.Q8_0, 5, file);
    model = Model.open(file, Precision.MAPPED);
  }

  @AfterEach
  void close() {
    model.close();
  }

  private int[] ids(int n) {
    var ids = new int[n];
    for (int i = 0; i < n; i++) {
      ids[i] = seed.random().nextInt(600);
    }
    return ids;
  }

  @Test
  void aBatchIsItsSessionsAlone() {
    var batch = new Batch(model);
    var together = new ArrayList<Session>();
    var alone = new ArrayList<Session>();
    for (int length : new int[] {1, 300, 7, 30, 64}) {
      together.add(model.session());
      alone.add(model.session());
      int[] prompt = ids(length);
      alone.getLast().append(prompt);
      batch.append(List.of(together.getLast()), List.of(prompt));
    }
    for (int step = 0; step < 5; step++) {
      var more = new ArrayList<int[]>();
      for (int i = 0; i < together.size(); i++) {
        more.add(ids(1 + i % 2));
        alone.get(i).append(more.getLast());
      }
      batch.append(together, more);
      for (int i = 0; i < together.size(); i++) {
        assertEquals(alone.get(i).length(), together.get(i).length());
        assertArrayEquals(alone.get(i).logits(), together.get(i).logits(), 1e-3f, seed);
      }
      if (step == 2) { // one leaves, one joins
        together.removeFirst();
        alone.removeFirst();
        together.add(alone.getFirst().fork());
        alone.add(alone.getFirst().fork());
      }
    }
  }

  @Test
  void manyThreadsShareOne() throws Exception {
    var batch = new Batch(model);
    try (var threads = Executors.newFixedThreadPool(6)) {
      var found = new ArrayList<Future<float[]>>();
      var prompts = new ArrayList<int[]>();
      for (int i = 0; i < 12; i++) {
        int[] prompt = ids(5 + 9 * i);
        prompts.add(prompt);
        found.add(
            threads.submit(
                () -> {
                  var session = model.session();
                  for (int from = 0; from < prompt.length; from += 9) {
                    int to = Math.min(prompt.length, from + 9);
                    batch.append(session, java.util.Arrays.copyOfRange(prompt, from, to));
                  }
                  assertArrayEquals(prompt, session.ids());
                  return session.logits();
                }));
      }
      for (int i = 0; i < 12; i++) {
        var alone = model.session();
        alone.append(prompts.get(i));
        assertArrayEquals(alone.logits(), found.get(i).get(), 1e-3f, seed);
      }
    }
  }

  @Test
  void aCancelledSessionStaysAsItWas() {
    var batch = new Batch(model);
    var session = model.session();
    var other = model.session();
    session.append(1, 2, 3);
    float[] before = session.logits();
    session.cancel();
    assertThrows(
        CancellationException.class,
        () -> batch.append(List.of(session, other), List.of(new int[] {4}, new int[] {5})));
    assertEquals(3, session.length());
    assertArrayEquals(before, session.logits());
    assertEquals(1, other.length());
    session.cancel();
    assertThrows(CancellationException.class, () -> session.append(4));
    assertEquals(3, session.length());
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> session.append(4));
    assertTrue(Thread.interrupted());
    session.append(4);
    var alone = model.session();
    alone.append(1, 2, 3, 4);
    assertArrayEquals(alone.logits(), session.logits(), 1e-3f);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    var batch = new Batch(model);
    var small = model.session(4);
    var session = model.session();
    assertThrows(
        ModelException.class,
        () -> batch.append(List.of(session, small), List.of(new int[] {1}, new int[5])));
    assertEquals(0, session.length());
    assertThrows(
        IllegalArgumentException.class,
        () -> batch.append(List.of(session, session), List.of(new int[] {1}, new int[] {2})));
    batch.append(session);
    assertEquals(0, session.length());
  }
}
