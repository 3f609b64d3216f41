package dev.jeton.learn;

import dev.jeton.generate.MaskedRounds;
import java.util.SplittableRandom;

/**
 * Ids of which some are hidden, to be learnt from the others. Per sequence a progress u is drawn
 * evenly from 0..1, and round(places · arccos(u) · 2/π) places are hidden, at least one, all
 * choices alike: the law of {@link MaskedRounds}. Chang et al., MaskGIT, arXiv:2202.04200, section
 * 3.1.
 *
 * @param ids {@code [n][places]}, {@code mask} where hidden
 * @param hidden {@code [n][places]}
 */
record MaskedIds(int[] ids, boolean[] hidden) {

  /**
   * Hides some.
   *
   * @param ids {@code [n][places]}; left as they are
   * @param mask the id of a hidden place
   */
  static MaskedIds draw(int[] ids, int places, int mask, SplittableRandom random) {
    var masked = new MaskedIds(ids.clone(), new boolean[ids.length]);
    for (int from = 0; from < ids.length; from += places) {
      double share = MaskedRounds.maskedShare(random.nextDouble());
      int left = Math.max(1, (int) Math.round(places * share));
      for (int i = 0; left > 0; i++) { // each set of this size alike
        if (random.nextInt(places - i) < left) {
          masked.ids[from + i] = mask;
          masked.hidden[from + i] = true;
          left--;
        }
      }
    }
    return masked;
  }

  /** 1 at hidden places, {@code others} elsewhere. */
  float[] weights(double others) {
    var weights = new float[hidden.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = hidden[i] ? 1 : (float) others;
    }
    return weights;
  }
}
