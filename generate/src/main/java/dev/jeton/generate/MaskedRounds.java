package dev.jeton.generate;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Predicts all undecided places every round and keeps the surest, so that after round t of T the
 * share {@link #maskedShare maskedShare((t + 1) / T)} of the wanted places is undecided; at least
 * one place is decided each round, all of them after the last. Chang et al., MaskGIT,
 * arXiv:2202.04200, section 3.2, with the arccos schedule of Yu et al., arXiv:2406.07550 (the
 * published {@code maskgit.py}).
 *
 * <p>A place's sureness is the logarithm of the probability of its id plus Gumbel noise times
 * {@code noise · (1 − (t + 1) / T)}. As in MaskGIT the noise concerns the choice of places only; in
 * the published code of the second paper the same falling noise also draws the ids.
 *
 * @param rounds at most so many; fewer where there are fewer places
 * @param noise of the first choice, such as 4.5; 0 for the surest places
 */
public record MaskedRounds(int rounds, double noise) implements DecodingOrder {
  public static final double STANDARD_NOISE = 4.5;

  public MaskedRounds {
    if (rounds < 1) {
      throw new IllegalArgumentException("expected at least 1 round, found " + rounds);
    }
    if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("expected noise of 0 or more, found " + noise);
    }
  }

  /**
   * arccos(x) · 2/π: the share of places that are masked at progress x, from 1 at 0 to 0 at 1. In
   * training x is drawn evenly from 0..1.
   */
  public static double maskedShare(double progress) {
    return Math.acos(progress) * 2 / Math.PI;
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
    double progress = Math.min(1, (step + 1.0) / steps(canvas.length()));
    int masked = (int) (canvas.length() * maskedShare(progress)); // rounded down
    int kept = Math.max(1, confidence.length - masked);
    double temperature = noise * (1 - progress);
    var sureness = new double[confidence.length];
    for (int i = 0; i < sureness.length; i++) {
      sureness[i] = temperature > 0 ? confidence[i] + temperature * gumbel(random) : confidence[i];
    }
    return IntStream.range(0, confidence.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -sureness[i]))
        .limit(kept)
        .mapToInt(i -> i)
        .toArray();
  }

  /** −ln(−ln u). */
  private static double gumbel(RandomGenerator random) {
    return -Math.log(-Math.log(Math.max(random.nextDouble(), Double.MIN_NORMAL)));
  }
}
