package dev.jeton.generate;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Predicts all undecided places every round and keeps the first of them, for tokens that stand in
 * order of importance: after round t of T the first {@code K^((t + 1) / T)} of K places are
 * decided, rounded to the nearest, so that each round makes the prefix longer by the same factor;
 * at least one place more each round. Places that are decided together are drawn independently of
 * one another, so the telling ones come nearly one by one and the many that refine come together.
 *
 * @param rounds at most so many; fewer where there are fewer places
 */
public record GrowingPrefix(int rounds) implements DecodingOrder {
  public GrowingPrefix {
    if (rounds < 1) {
      throw new IllegalArgumentException("expected at least 1 round, found " + rounds);
    }
  }

  /**
   * How many of {@code places} are decided at progress x: one at 0, all at 1. In training x is
   * drawn evenly from 0..1 and one less is shown.
   */
  public static int decided(int places, double progress) {
    return (int) Math.round(Math.pow(places, progress));
  }

  @Override
  public int steps(int places) {
    return Math.min(rounds, places);
  }

  @Override
  public int[] ask(Canvas canvas, int step) {
    return canvas.unknown();
  }

  @Override
  public int[] keep(Canvas canvas, int step, float[] confidence, RandomGenerator random) {
    int places = canvas.length();
    int steps = steps(places);
    double progress = Math.min(1, (step + 1.0) / steps);
    int already = places - confidence.length;
    int later = Math.max(0, steps - step - 1); // rounds to come, with one place each at least
    int wanted = Math.min(decided(places, progress), places - later);
    return IntStream.range(0, Math.max(1, wanted - already)).toArray();
  }
}
