package dev.jeton.nets;

/**
 * What flows between layers: an image with any number of channels.
 *
 * @param height rows
 * @param width columns
 * @param channels numbers per place
 * @param values row-major {@code [height][width][channels]}; not copied, may be longer
 */
public record FeatureMap(int height, int width, int channels, float[] values) {
  public FeatureMap {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "a feature map needs at least 1 x 1 x 1 values, found %d x %d x %d"
              .formatted(height, width, channels));
    }
    if (values.length < Math.multiplyExact(Math.multiplyExact(height, width), channels)) {
      throw new IllegalArgumentException(
          "expected %d x %d x %d values, found %d"
              .formatted(height, width, channels, values.length));
    }
  }

  /** Number of values in use. */
  public int count() {
    return height * width * channels;
  }

  @Override
  public String toString() {
    return "FeatureMap[%d x %d x %d]".formatted(height, width, channels);
  }
}
