package dev.jeton.learn.quantize;

/**
 * The losses of vectors that are quantised to their signs.
 *
 * @param commitment weight of {@code (z − sg(q))²}, at least 0
 * @param entropy weight of {@code mean H(p) − diversity · H(mean p)}, at least 0
 * @param diversity γ, how much even use counts against sure choices, at least 0
 * @param temperature of p, the softmax over all corners of −‖z − q‖² / temperature, above 0
 * @param group most bits whose mean choice is counted jointly, 1..12; more are taken in equal
 *     groups as if independent
 */
public record SignLearning(
    double commitment, double entropy, double diversity, double temperature, int group) {

  /** Yu et al., arXiv:2310.05737, section 3.1: 0.25, 0.1, γ = 1, temperature 0.01. */
  public static final SignLearning LOOKUP_FREE = new SignLearning(0.25, 0.1, 1, 0.01, 10);

  /**
   * Zhao et al., arXiv:2406.07548, section 3.3, with the published settings: no commitment, 0.1, γ
   * = 1, temperature 1, bits one by one.
   */
  public static final SignLearning SPHERICAL = new SignLearning(0, 0.1, 1, 1, 1);

  public SignLearning {
    if (!(commitment >= 0 && entropy >= 0 && diversity >= 0 && temperature > 0)
        || group < 1
        || group > 12) {
      throw new IllegalArgumentException(
          "expected weights >= 0, temperature > 0 and group in 1..12, found %s, %s, %s, %s, %d"
              .formatted(commitment, entropy, diversity, temperature, group));
    }
  }

  /** The largest group allowed that divides {@code bits}. */
  int groupOf(int bits) {
    int largest = Math.min(group, bits);
    while (bits % largest != 0) {
      largest--;
    }
    return largest;
  }
}
