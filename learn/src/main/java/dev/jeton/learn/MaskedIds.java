package dev.jeton.learn;

import java.util.SplittableRandom;

/**
 * Ids of which some are hidden, to be learnt from the others.
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
  static MaskedIds draw(int[] ids, int places, int mask, Hiding hiding, SplittableRandom random) {
    var masked = new MaskedIds(ids.clone(), new boolean[ids.length]);
    for (int from = 0; from < ids.length; from += places) {
      hiding.draw(masked.hidden, from, places, random);
    }
    for (int i = 0; i < ids.length; i++) {
      if (masked.hidden[i]) {
        masked.ids[i] = mask;
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
