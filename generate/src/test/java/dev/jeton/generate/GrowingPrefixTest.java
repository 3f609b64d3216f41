package dev.jeton.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingPrefixTest {
  private final Seed seed = new Seed();

  /** How many places are decided after each round. */
  private List<Integer> decided(int places, int rounds) {
    var layout = new Layout(Vocabulary.of("v", 4), List.of(Extent.of(places)), Extent.of(1));
    var canvas = new Canvas(layout, places);
    var order = new GrowingPrefix(rounds);
    var counts = new ArrayList<Integer>();
    for (int[] asked = order.ask(canvas, 0);
        asked.length > 0;
        asked = order.ask(canvas, counts.size())) {
      int step = counts.size();
      for (int i : order.keep(canvas, step, seed.normals(asked.length, 1), seed.random())) {
        canvas.set(asked[i], 0);
      }
      assertEquals(canvas.unknown().length, places - canvas.firstUnknown(), "a prefix");
      counts.add(canvas.firstUnknown());
    }
    return counts;
  }

  /** 64^(t/8), by hand: 1.68, 2.83, 4.76, 8, 13.45, 22.6, 38.05, 64. */
  @Test
  void eachRoundMakesThePrefixLongerByTheSameFactor() {
    assertEquals(List.of(2, 3, 5, 8, 13, 23, 38, 64), decided(64, 8));
    assertEquals(List.of(8, 64), decided(64, 2));
    assertEquals(List.of(64), decided(64, 1));
  }

  @Test
  void takesAllRoundsAndNoMore() {
    for (int places = 1; places <= 70; places++) {
      for (int rounds = 1; rounds <= 80; rounds++) {
        var counts = decided(places, rounds);
        assertEquals(Math.min(rounds, places), counts.size());
        assertEquals(places, counts.getLast());
        for (int i = 1; i < counts.size(); i++) {
          assertTrue(counts.get(i) > counts.get(i - 1));
        }
      }
    }
  }

  @Test
  void goesOnFromTokensThatAreThere() {
    var layout = new Layout(Vocabulary.of("v", 4), List.of(Extent.of(16)), Extent.of(1));
    var canvas = new Canvas(layout, 16);
    for (int i = 0; i < 5; i++) {
      canvas.set(i, 1);
    }
    var order = new GrowingPrefix(4);
    int[] asked = order.ask(canvas, 0);
    assertEquals(11, asked.length);
    assertArrayEquals(
        new int[] {0}, order.keep(canvas, 0, new float[11], seed.random()), "2 are there already");
    assertEquals(11, order.keep(canvas, 3, new float[11], seed.random()).length);
  }

  @Test
  void noRoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GrowingPrefix(0));
  }
}
