package dev.jeton.measure.sources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarkovSourceTest {
  /** h(0.1) = 0.46900 bits. */
  @Test
  void switchingHasTheEntropyOfItsCoin() {
    for (int order : new int[] {1, 2, 4, 6}) {
      var source = MarkovSource.switching(order, 0.1);
      assertEquals(0.4689955935892812, source.entropyRate(), 1e-12);
      assertEquals(1, source.unigramEntropy(), 1e-12);
    }
  }

  @Test
  void switchingRepeatsAsOftenAsItSays() {
    var seed = new Seed();
    int[] ids = MarkovSource.switching(3, 0.2).draw(200_000, seed.random());
    int same = 0;
    for (int i = 3; i < ids.length; i++) {
      same += ids[i] == ids[i - 3] ? 1 : 0;
    }
    assertEquals(0.2, same / (ids.length - 3.0), 0.006, seed);
    assertEquals(0.5, Arrays.stream(ids).average().orElseThrow(), 0.01, seed);
  }

  /** Two states, by hand: π = (b, a) / (a + b). */
  @Test
  void entropyByHand() {
    double a = 0.3;
    double b = 0.6;
    var source = new MarkovSource(2, 1, new double[][] {{1 - a, a}, {b, 1 - b}});
    double pi = b / (a + b);
    assertEquals(pi * h(a) + (1 - pi) * h(b), source.entropyRate(), 1e-10);
    assertEquals(h(pi), source.unigramEntropy(), 1e-10);
  }

  private static double h(double p) {
    return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
  }

  @Test
  void drawnChainsKeepTheirLeastTransition() {
    var seed = new Seed();
    long number = seed.random().nextLong();
    var source = MarkovSource.random(3, 2, 0.1, new SplittableRandom(number));
    assertTrue(source.entropyRate() < source.unigramEntropy(), seed);
    int[] ids = source.draw(60_000, new SplittableRandom(number + 1));
    var counts = new int[27];
    var contexts = new int[9];
    for (int i = 2; i < ids.length; i++) {
      contexts[ids[i - 2] * 3 + ids[i - 1]]++;
      counts[(ids[i - 2] * 3 + ids[i - 1]) * 3 + ids[i]]++;
    }
    for (int i = 0; i < 27; i++) {
      assertTrue(counts[i] > 0.07 * contexts[i / 3], seed);
    }
    var again = MarkovSource.random(3, 2, 0.1, new SplittableRandom(number));
    assertArrayEquals(ids, again.draw(60_000, new SplittableRandom(number + 1)), seed);
  }

  @Test
  void refusesWhatIsNoChain() {
    assertThrows(IllegalArgumentException.class, () -> MarkovSource.switching(0, 0.1));
    assertThrows(IllegalArgumentException.class, () -> MarkovSource.switching(17, 0.1));
    assertThrows(IllegalArgumentException.class, () -> MarkovSource.switching(1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new MarkovSource(2, 1, new double[][] {{1, 1}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MarkovSource(2, 1, new double[][] {{0.5, 0.6}, {0.5, 0.5}}));
  }
}
