package dev.jeton.measure;

import dev.jeton.core.Signal;

/**
 * How close a picture is to its original. All values are computed on sRGB values in 0..1 (peak 1)
 * of all three channels; for luma alone hand in {@link #luma} of both pictures.
 */
public final class ImageQuality {
  private ImageQuality() {}

  /**
   * Peak signal-to-noise ratio, {@code 10 log10(1 / MSE)}, the mean taken over all pixels and
   * channels.
   *
   * @return decibels; infinity for equal pictures
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double psnr(Signal.Image a, Signal.Image b) {
    return -10 * Math.log10(meanSquaredError(a, b));
  }

  /**
   * Mean over all pixels and channels of the squared difference.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double meanSquaredError(Signal.Image a, Signal.Image b) {
    requireSameSize(a, b);
    int stride = a.width() * Signal.Image.CHANNELS;
    double sum = 0;
    for (int row = 0; row < a.height(); row++) {
      double rowSum = 0;
      for (int i = row * stride; i < (row + 1) * stride; i++) {
        double difference = a.pixels()[i] - b.pixels()[i];
        rowSum += difference * difference;
      }
      sum += rowSum;
    }
    return sum / a.pixels().length;
  }

  /**
   * Structural similarity (Wang et al., IEEE TIP 13(4), 2004, eq. 13): Gaussian window of 11 x 11
   * with sigma 1.5, K1 = 0.01, K2 = 0.03, population covariances, only windows that lie wholly
   * inside; mean over windows and channels.
   *
   * @return at most 1, which equal pictures reach
   * @throws IllegalArgumentException if the sizes differ or a side is below 11
   */
  public static double ssim(Signal.Image a, Signal.Image b) {
    requireSameSize(a, b);
    requireSide(a, 1);
    return StructuralSimilarity.singleScale(a, b);
  }

  /**
   * Multi-scale structural similarity (Wang, Simoncelli, Bovik, Asilomar 2003, eq. 7): five scales
   * with weights 0.0448, 0.2856, 0.3001, 0.2363, 0.1333, each scale half of the one before by the
   * mean of 2 x 2 pixels (a last odd row or column is repeated). A negative mean of contrast and
   * structure counts as 0. Computed for each channel, then averaged.
   *
   * @return 0..1; 1 for equal pictures
   * @throws IllegalArgumentException if the sizes differ or a side is below 161, the least that
   *     leaves 11 pixels at the fifth scale; {@link #msSsim(Signal.Image, Signal.Image, int)} takes
   *     smaller ones
   */
  public static double msSsim(Signal.Image a, Signal.Image b) {
    return msSsim(a, b, StructuralSimilarity.SCALES);
  }

  /**
   * The same over the first {@code scales} scales only, their weights divided by their sum. Not
   * comparable with the value over five.
   *
   * @param scales 1..5, at most {@link #msSsimScales} of the pictures
   */
  public static double msSsim(Signal.Image a, Signal.Image b, int scales) {
    requireSameSize(a, b);
    requireSide(a, scales);
    return StructuralSimilarity.multiScale(a, b, scales);
  }

  /** The most scales, 0..5, that {@link #msSsim} can use on a picture of this size. */
  public static int msSsimScales(int width, int height) {
    int side = Math.min(width, height);
    int scales = 0;
    while (scales < StructuralSimilarity.SCALES && side >= StructuralSimilarity.WINDOW) {
      scales++;
      side = (side + 1) / 2;
    }
    return scales;
  }

  /**
   * The picture's luma, {@code 0.299 R + 0.587 G + 0.114 B} (BT.601), in all three channels, so
   * that every measure here can be had for luma too.
   */
  public static Signal.Image luma(Signal.Image image) {
    float[] rgb = image.pixels();
    var grey = new float[rgb.length];
    for (int i = 0; i < rgb.length; i += Signal.Image.CHANNELS) {
      float y = 0.299f * rgb[i] + 0.587f * rgb[i + 1] + 0.114f * rgb[i + 2];
      grey[i] = y;
      grey[i + 1] = y;
      grey[i + 2] = y;
    }
    return new Signal.Image(image.width(), image.height(), grey);
  }

  /** Bits of {@code bytes} bytes for each pixel of {@code image}. */
  public static double bitsPerPixel(long bytes, Signal.Image image) {
    return 8.0 * bytes / ((double) image.width() * image.height());
  }

  private static void requireSameSize(Signal.Image a, Signal.Image b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new IllegalArgumentException(
          "expected two pictures of one size, found %d x %d and %d x %d"
              .formatted(a.width(), a.height(), b.width(), b.height()));
    }
  }

  private static void requireSide(Signal.Image image, int scales) {
    if (scales < 1 || scales > StructuralSimilarity.SCALES) {
      throw new IllegalArgumentException("expected 1..5 scales, found " + scales);
    }
    if (msSsimScales(image.width(), image.height()) < scales) {
      int least = ((StructuralSimilarity.WINDOW - 1) << (scales - 1)) + 1;
      throw new IllegalArgumentException(
          "SSIM over %d scale%s needs sides of at least %d, found %d x %d"
              .formatted(scales, scales == 1 ? "" : "s", least, image.width(), image.height()));
    }
  }
}
