package dev.jeton.nets;

/**
 * {@code register(n,c)}: makes the map a line in reading order and appends learned vectors.
 *
 * @param table {@code [n][channels]}
 */
record Registers(int count, float[] table) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (x.channels() * count != table.length) {
      throw new IllegalArgumentException(
          "expected a map of %d channels, found %s".formatted(table.length / count, x));
    }
    var line = pass.take(1, x.height() * x.width() + count, x.channels());
    System.arraycopy(x.values(), 0, line.values(), 0, x.count());
    System.arraycopy(table, 0, line.values(), x.count(), table.length);
    pass.give(x);
    return line;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
