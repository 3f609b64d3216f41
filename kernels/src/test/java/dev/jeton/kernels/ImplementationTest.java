package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Each execution of these tests (see the POM) runs the implementation that it means to. */
class ImplementationTest {
  @Test
  void isTheOneAskedFor() {
    var expected = System.getProperty("jeton.test.implementation", "Vector API");
    assertEquals(expected, Kernels.implementation().substring(0, expected.length()));
  }

  @Test
  void workersDoEveryTaskOnce() {
    var workers = new Workers(3);
    var done = new AtomicIntegerArray(100);
    workers.run(10, i -> workers.run(10, j -> done.incrementAndGet(10 * i + j)));
    for (int i = 0; i < 100; i++) {
      assertEquals(1, done.get(i));
    }
    var seen = new AtomicIntegerArray(1000);
    workers.ranges(
        1000,
        48,
        1e9,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            seen.incrementAndGet(i);
          }
        });
    for (int i = 0; i < 1000; i++) {
      assertEquals(1, seen.get(i));
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    var workers = new Workers(2);
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                workers.run(
                    8,
                    i -> {
                      throw new IllegalStateException("task");
                    }));
    assertEquals("task", e.getMessage());
  }
}
