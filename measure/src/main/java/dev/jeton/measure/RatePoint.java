package dev.jeton.measure;

/**
 * One point of a rate–distortion curve.
 *
 * @param rate bits, bytes or bits per pixel, above 0; one unit within a comparison
 * @param quality where more is better: decibels, MS-SSIM
 */
public record RatePoint(double rate, double quality) {
  public RatePoint {
    if (!(rate > 0) || !Double.isFinite(rate) || !Double.isFinite(quality)) {
      throw new IllegalArgumentException(
          "expected a rate above 0 and a finite quality, found %s and %s".formatted(rate, quality));
    }
  }
}
