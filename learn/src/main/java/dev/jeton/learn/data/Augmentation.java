package dev.jeton.learn.data;

import java.util.SplittableRandom;

/**
 * How the pictures of a training step are varied.
 *
 * @param mirror whether half of them are mirrored left to right; wrong for digits
 * @param shift each is moved by up to so many pixels along both axes, and what is uncovered shows
 *     its mirror image; less than the shorter side
 */
public record Augmentation(boolean mirror, int shift) {
  /** As they are. */
  public static final Augmentation NONE = new Augmentation(false, 0);

  /** Half of them mirrored. */
  public static final Augmentation MIRRORED = new Augmentation(true, 0);

  public Augmentation {
    if (shift < 0) {
      throw new IllegalArgumentException("expected a shift of at least 0, found " + shift);
    }
  }

  Pictures.Placement draw(SplittableRandom random) {
    return new Pictures.Placement(mirror && random.nextBoolean(), move(random), move(random));
  }

  private int move(SplittableRandom random) {
    return shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
  }
}
