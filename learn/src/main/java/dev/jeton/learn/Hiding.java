package dev.jeton.learn;

import dev.jeton.generate.GrowingPrefix;
import dev.jeton.generate.MaskedRounds;
import java.util.SplittableRandom;

/** Which places a masked model does not see in training: the law of the order that draws later. */
public enum Hiding {
  /**
   * With u drawn evenly from 0..1, round(places · arccos(u) · 2/π) places, at least one, all
   * choices alike: that of {@link MaskedRounds}. Chang et al., MaskGIT, arXiv:2202.04200, section
   * 3.1.
   */
  ANY {
    @Override
    int count(int places, double progress) {
      return Math.max(1, (int) Math.round(places * MaskedRounds.maskedShare(progress)));
    }
  },

  /**
   * With u drawn evenly from 0..1, all but the first round(places^u) − 1 places: that of {@link
   * GrowingPrefix}, for tokens in order of importance.
   */
  LAST {
    @Override
    int count(int places, double progress) {
      return places + 1 - GrowingPrefix.decided(places, progress);
    }
  };

  /** How many are hidden. */
  abstract int count(int places, double progress);

  /** Hides places of one sequence: {@code true} at {@code from + place}. */
  void draw(boolean[] hidden, int from, int places, SplittableRandom random) {
    int left = count(places, random.nextDouble());
    for (int i = 0; left > 0; i++) { // each set of this size alike
      if (this == LAST ? places - i <= left : random.nextInt(places - i) < left) {
        hidden[from + i] = true;
        left--;
      }
    }
  }
}
