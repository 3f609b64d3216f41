package dev.jeton.learn;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * In which order a model learns a picture's places: random ones, then more and more often reading
 * order, which it draws in. Yu et al., Randomized Autoregressive Visual Generation,
 * arXiv:2411.00776, section 3.2.
 *
 * @param from share of the training until which every order is random
 * @param to share of the training from which none is
 */
public record RandomOrder(double from, double to) {
  /** Reading order throughout. */
  public static final RandomOrder NEVER = new RandomOrder(0, 0);

  /** Theirs: random until half of the training, reading order from three quarters on. */
  public static final RandomOrder ANNEALED = new RandomOrder(0.5, 0.75);

  public RandomOrder {
    if (!(from >= 0 && from <= to && to <= 1)) {
      throw new IllegalArgumentException(
          "expected 0 <= from <= to <= 1, found %s and %s".formatted(from, to));
    }
  }

  /** The chance of a random order, 1 to 0. */
  public double chance(double progress) {
    return progress < from ? 1 : progress >= to ? 0 : (to - progress) / (to - from);
  }

  /**
   * An order for each of {@code n} pictures.
   *
   * @param progress of the training, 0..1
   * @return {@code [n][places]}, each a permutation: the places in the order of decision
   */
  public int[] orders(int n, int places, double progress, SplittableRandom random) {
    var orders = new int[n * places];
    Arrays.setAll(orders, i -> i % places);
    double chance = chance(progress);
    for (int start = 0; start < orders.length; start += places) {
      if (random.nextDouble() < chance) {
        for (int i = places - 1; i > 0; i--) { // Fisher and Yates
          int j = random.nextInt(i + 1);
          int held = orders[start + i];
          orders[start + i] = orders[start + j];
          orders[start + j] = held;
        }
      }
    }
    return orders;
  }
}
