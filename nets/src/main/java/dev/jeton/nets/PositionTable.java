package dev.jeton.nets;

/**
 * {@code position(c,h,w)}: adds a learned vector to every place of an h x w map.
 *
 * @param table {@code [height][width][channels]}
 */
record PositionTable(int height, int width, float[] table) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (x.height() != height || x.width() != width || x.count() != table.length) {
      throw new IllegalArgumentException(
          "expected a map of %d x %d x %d, found %s"
              .formatted(height, width, table.length / (height * width), x));
    }
    for (int i = 0; i < table.length; i++) {
      x.values()[i] += table[i];
    }
    return x;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
