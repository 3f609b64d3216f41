package dev.jeton.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecyclingTest {
  @Test
  void eightGramsThatStoodBeforeAreCounted() {
    int[] once = IntStream.range(0, 20).toArray();
    assertEquals(0, RecyclingTask.repetition(new int[0], once));
    assertEquals(1, RecyclingTask.repetition(once, once));
    int[] half = IntStream.range(0, 22).map(i -> i < 11 ? i : 100 + i).toArray();
    assertEquals(4.0 / 15, RecyclingTask.repetition(once, half));
    assertEquals(0, RecyclingTask.repetition(once, new int[3]));
  }
}
