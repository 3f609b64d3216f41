package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.generate.MaskedRounds;
import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;

class MaskedIdsTest {
  private static final int PLACES = 12;
  private static final int DRAWS = 20_000;
  private static final int MASK = 7;

  private final Seed seed = new Seed();

  @Test
  void hidesSharesByTheLawOfDecodingAllPlacesAlike() {
    var ids = new int[DRAWS * PLACES];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = seed.random().nextInt(MASK);
    }
    var masked = MaskedIds.draw(ids, PLACES, MASK, Hiding.ANY, seed.random());
    var counts = new int[PLACES + 1];
    var places = new int[PLACES];
    for (int row = 0; row < DRAWS; row++) {
      int hidden = 0;
      for (int p = 0; p < PLACES; p++) {
        int at = row * PLACES + p;
        assertEquals(masked.hidden()[at] ? MASK : ids[at], masked.ids()[at], seed);
        hidden += masked.hidden()[at] ? 1 : 0;
        places[p] += masked.hidden()[at] ? 1 : 0;
      }
      counts[hidden]++;
    }
    assertEquals(0, counts[0]);
    double sum = 0;
    for (int k = 1; k <= PLACES; k++) {
      sum += (double) k * counts[k];
      double p = progressAt(k - 0.5) - progressAt(k + 0.5);
      if (k == 1) {
        p = 1 - progressAt(1.5); // none hidden becomes one
      }
      assertEquals(DRAWS * p, counts[k], 6 * Math.sqrt(DRAWS * p) + 1, seed);
    }
    for (int n : places) {
      assertEquals(sum / PLACES, n, 6 * Math.sqrt(DRAWS), seed);
    }
  }

  /** The progress at which {@code hidden} places are, the inverse of the share. */
  private static double progressAt(double hidden) {
    double share = Math.min(1, hidden / PLACES);
    double progress = Math.cos(share * Math.PI / 2);
    assertEquals(share, MaskedRounds.maskedShare(progress), 1e-9);
    return progress;
  }

  @Test
  void hidesTheLastByTheLawOfAGrowingPrefix() {
    var ids = new int[DRAWS * PLACES];
    var masked = MaskedIds.draw(ids, PLACES, MASK, Hiding.LAST, seed.random());
    var counts = new int[PLACES + 1];
    for (int row = 0; row < DRAWS; row++) {
      int shown = 0;
      while (shown < PLACES && !masked.hidden()[row * PLACES + shown]) {
        shown++;
      }
      for (int p = 0; p < PLACES; p++) {
        int at = row * PLACES + p;
        assertEquals(p >= shown, masked.hidden()[at], seed);
        assertEquals(p >= shown ? MASK : 0, masked.ids()[at], seed);
      }
      counts[shown]++;
    }
    assertEquals(0, counts[PLACES]);
    for (int k = 0; k < PLACES; k++) { // round(PLACES^u) = k + 1
      double p = logarithm(Math.min(k + 1.5, PLACES)) - logarithm(Math.max(k + 0.5, 1));
      assertEquals(DRAWS * p, counts[k], 6 * Math.sqrt(DRAWS * p) + 1, seed);
    }
  }

  private static double logarithm(double x) {
    return Math.log(x) / Math.log(PLACES);
  }

  @Test
  void weighsTheHidden() {
    var masked = MaskedIds.draw(new int[PLACES], PLACES, MASK, Hiding.ANY, seed.random());
    float[] weights = masked.weights(0.1);
    for (int i = 0; i < PLACES; i++) {
      assertEquals(masked.hidden()[i] ? 1f : 0.1f, weights[i], seed);
    }
  }
}
