package dev.jeton.learn.quantize;

/**
 * How codes are disturbed while a decoder learns, so that it bears a token model's near misses: in
 * a share {@code beta} of the pictures, each token becomes, with chance {@code alpha}, one drawn
 * evenly from its {@code delta} nearest codes, itself included. Qiu et al., Robust Latent Matters:
 * Boosting Image Generation with Sampling Error Synthesis, arXiv:2503.08354, section 3.2; theirs
 * for 4,096 codes are 1, 0.1 and 100.
 *
 * <p>The chance of a picture is its own draw. (The released code disturbs the first ⌊β · batch⌋
 * pictures: none at all in small batches.) Neighbours are those of the chosen code, as {@link
 * dev.jeton.quantize.NearbyCodes} says.
 *
 * @param alpha 0..1
 * @param beta 0..1
 * @param delta at least 1, at most the size of the smallest codebook
 * @param tokens vectors in a row that belong to one picture
 * @param anneal how alpha and delta fall
 */
public record LatentPerturbation(double alpha, double beta, int delta, int tokens, Anneal anneal) {

  /**
   * The ratio by which alpha and delta (rounded down) are multiplied: 1, then linearly to {@code
   * end}, at which it stays. Theirs falls from 1 to 0.5 between a fifth and three fifths of the
   * training.
   *
   * @param from steps done when it begins to fall
   * @param to steps done when it has fallen
   * @param end 0..1
   */
  public record Anneal(long from, long to, double end) {
    /** Always 1. */
    public static final Anneal NONE = new Anneal(0, 0, 1);

    public Anneal {
      if (from < 0 || to < from || !(end >= 0 && end <= 1)) {
        throw new IllegalArgumentException(
            "expected 0 <= from <= to and an end in 0..1, found %d, %d and %s"
                .formatted(from, to, end));
      }
    }

    /** As theirs, for a training of so many steps. */
    public static Anneal of(long steps) {
      return new Anneal(steps / 5, steps * 3 / 5, 0.5);
    }

    /** The ratio after {@code step} steps: {@code 1 − f · (1 − end)}, f from 0 to 1. */
    public double ratio(long step) {
      double fallen = step < from ? 0 : step >= to ? 1 : (step - from) / (double) (to - from);
      return 1 - fallen * (1 - end);
    }
  }

  public LatentPerturbation {
    if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1) || delta < 1 || tokens < 1) {
      throw new IllegalArgumentException(
          "expected alpha and beta in 0..1, delta >= 1 and tokens >= 1, found %s, %s, %d and %d"
              .formatted(alpha, beta, delta, tokens));
    }
  }

  /** Without annealing. */
  public LatentPerturbation(double alpha, double beta, int delta, int tokens) {
    this(alpha, beta, delta, tokens, Anneal.NONE);
  }

  /** So that 0.2 · 25 is 5. */
  private static final double ROUNDING = 1e-9;

  /** Alpha after {@code step} steps. */
  double alpha(long step) {
    return anneal.ratio(step) * alpha;
  }

  /** Delta after {@code step} steps, at least 1. */
  int delta(long step) {
    return Math.max(1, (int) Math.floor(anneal.ratio(step) * delta + ROUNDING));
  }
}
