package dev.jeton.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedRoundsTest {
  private final Seed seed = new Seed();

  private static Canvas canvas(int places) {
    return new Canvas(
        new Layout(Vocabulary.of("v", 4), List.of(Extent.of(places)), Extent.of(1)), places);
  }

  @Test
  void decidesEveryPlaceExactlyOnceByTheArccosLaw() {
    for (int places = 1; places <= 70; places++) {
      for (int rounds = 1; rounds <= 20; rounds++) {
        var order = new MaskedRounds(rounds, seed.random().nextInt(3));
        var canvas = canvas(places);
        var decided = new int[places];
        int step = 0;
        for (int[] asked = order.ask(canvas, 0);
            asked.length > 0;
            asked = order.ask(canvas, ++step)) {
          int[] kept = order.keep(canvas, step, seed.normals(asked.length, 1), seed.random());
          assertEquals(kept.length, Arrays.stream(kept).distinct().count(), seed);
          for (int i : kept) {
            canvas.set(asked[i], 0);
            decided[asked[i]]++;
          }
          int left = canvas.unknown().length;
          double share = Math.acos(Math.min(1, (step + 1.0) / order.steps(places))) * 2 / Math.PI;
          assertEquals(Math.min(asked.length - 1, (int) (share * places)), left, seed);
        }
        assertTrue(Arrays.stream(decided).allMatch(n -> n == 1), seed);
        assertTrue(step <= rounds && step <= places, seed);
        assertEquals(0, canvas.unknown().length);
      }
    }
  }

  @Test
  void theShareFallsFromOneToZero() {
    assertEquals(1, MaskedRounds.maskedShare(0), 1e-12);
    assertEquals(0, MaskedRounds.maskedShare(1), 1e-12);
    assertEquals(2.0 / 3, MaskedRounds.maskedShare(0.5), 1e-12);
  }

  /** Eight rounds over 32 places, by hand from the published formula. */
  @Test
  void eightRoundsOver32Places() {
    var left = new int[8];
    for (int t = 0; t < 8; t++) {
      left[t] = (int) (32 * MaskedRounds.maskedShare((t + 1) / 8.0));
    }
    assertArrayEquals(new int[] {29, 26, 24, 21, 18, 14, 10, 0}, left);
  }

  @Test
  void withoutNoiseTheSurestStay() {
    var order = new MaskedRounds(2, 0);
    int[] kept = order.keep(canvas(4), 0, new float[] {-3, -1, -2, -1}, seed.random());
    assertArrayEquals(new int[] {1, 3}, kept); // 4 · 2/3 = 2 stay masked
  }

  @Test
  void noiseMakesTheChoiceEvenWhereItIsLarge() {
    var order = new MaskedRounds(2, 1000);
    var chosen = new int[4];
    for (int i = 0; i < 4000; i++) {
      for (int k : order.keep(canvas(4), 0, new float[] {-3, -1, -2, -1}, seed.random())) {
        chosen[k]++;
      }
    }
    for (int n : chosen) {
      assertEquals(2000, n, 6 * Math.sqrt(1000) + 20, seed);
    }
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new MaskedRounds(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new MaskedRounds(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new MaskedRounds(1, Double.NaN));
  }
}
