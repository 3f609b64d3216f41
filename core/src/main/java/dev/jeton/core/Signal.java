package dev.jeton.core;

/**
 * Anything that can become tokens. Sealed, so a switch over signals is checked for completeness.
 */
public sealed interface Signal {

  /** What this signal is, as a word: {@code image}. */
  String kind();

  /** Its size: {@code [height, width]} of an image. */
  Extent extent();

  /**
   * A picture in RGB.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param pixels row-major {@code [height][width][3]}, sRGB, each value in 0..1; not copied
   */
  record Image(int width, int height, float[] pixels) implements Signal {
    public static final int CHANNELS = 3;

    public Image {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "an image needs at least 1 x 1 pixels, found %d x %d".formatted(width, height));
      }
      if (pixels.length != (long) width * height * CHANNELS) {
        throw new IllegalArgumentException(
            "expected %d x %d x 3 values, found %d".formatted(height, width, pixels.length));
      }
    }

    @Override
    public String kind() {
      return "image";
    }

    @Override
    public Extent extent() {
      return Extent.of(height, width);
    }

    @Override
    public String toString() {
      return "Image[%d x %d]".formatted(width, height);
    }
  }
}
