package dev.jeton.llm;

import java.util.HashMap;

/**
 * Makes ids that were there lately less likely, and removes what is unlikely beside the likeliest.
 *
 * @param repetition logits of such ids are divided by it where positive, else multiplied (Keskar et
 *     al., arXiv:1909.05858, section 4.1); 1 for none
 * @param frequency what is subtracted from a logit for each time that its id was there
 * @param presence what is subtracted from a logit whose id was there
 * @param window how many of the last ids count
 * @param minP ids whose probability is less than this times that of the likeliest go (Nguyen et
 *     al., arXiv:2407.01082); 0 for none
 */
public record Penalties(
    double repetition, double frequency, double presence, int window, double minP) {
  /** The model's own logits. */
  public static final Penalties NONE = new Penalties(1, 0, 0, 0, 0);

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
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("min-p is 0 to 1, found " + minP);
    }
  }

  /**
   * Changes logits in place.
   *
   * @param ids what came before, the last ones last
   */
  void apply(float[] logits, int[] ids) {
    var counts = new HashMap<Integer, Integer>();
    for (int i = Math.max(0, ids.length - window); i < ids.length; i++) {
      counts.merge(ids[i], 1, Integer::sum);
    }
    counts.forEach(
        (id, count) -> {
          double logit = logits[id];
          logit = logit > 0 ? logit / repetition : logit * repetition;
          logits[id] = (float) (logit - count * frequency - presence);
        });
    if (minP > 0) {
      float most = Float.NEGATIVE_INFINITY;
      for (float logit : logits) {
        most = Math.max(most, logit);
      }
      float least = (float) (most + Math.log(minP));
      for (int i = 0; i < logits.length; i++) {
        if (logits[i] < least) {
          logits[i] = Float.NEGATIVE_INFINITY;
        }
      }
    }
  }
}
