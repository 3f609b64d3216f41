package dev.jeton.llm;

/**
 * Makes ids that were there lately less likely.
 *
 * @param repetition logits of such ids are divided by it where positive, else multiplied (Keskar et
 *     al., arXiv:1909.05858, section 4.1); 1 for none
 * @param frequency what is subtracted from a logit for each time that its id was there
 * @param presence what is subtracted from a logit whose id was there
 * @param window how many of the last ids count
 */
public record Penalties(double repetition, double frequency, double presence, int window) {
  /** The model's own logits. */
  public static final Penalties NONE = new Penalties(1, 0, 0, 0);

  public Penalties {
    if (!(repetition > 0 && repetition < Double.POSITIVE_INFINITY)
        || !Double.isFinite(frequency)
        || !Double.isFinite(presence)) {
      throw new IllegalArgumentException(
          "expected a repetition penalty above 0 and finite others, found %s, %s, %s"
              .formatted(repetition, frequency, presence));
    }
    if (window < 0) {
      throw new IllegalArgumentException("expected a window of 0 or more, found " + window);
    }
  }

  /**
   * Changes logits in place.
   *
   * @param ids what came before, {@code length} of them, the last ones last
   * @param counts {@code [vocabulary]}, zeros before and after
   */
  void apply(float[] logits, int[] ids, int length, int[] counts) {
    if (repetition == 1 && frequency == 0 && presence == 0) {
      return;
    }
    int from = Math.max(0, length - window);
    for (int i = from; i < length; i++) {
      counts[ids[i]]++;
    }
    for (int i = from; i < length; i++) {
      int id = ids[i];
      int count = counts[id];
      if (count > 0) {
        double logit = logits[id];
        logit = logit > 0 ? logit / repetition : logit * repetition;
        logits[id] = (float) (logit - count * frequency - presence);
        counts[id] = 0;
      }
    }
  }
}
