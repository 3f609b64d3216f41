package dev.jeton.nets;

/**
 * {@code prefix(n,c)}: a line of at most n tokens made full with a learned vector where none is
 * given; then each place has its own learned vector added.
 *
 * @param table {@code [n][channels]}
 * @param mask {@code [channels]}
 */
record Prefix(int count, float[] table, float[] mask) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (x.height() != 1 || x.width() > count || x.channels() != mask.length) {
      throw new IllegalArgumentException(
          "expected a map of 1 x 1..%d x %d, found %s".formatted(count, mask.length, x));
    }
    var line = pass.take(1, count, x.channels());
    System.arraycopy(x.values(), 0, line.values(), 0, x.count());
    for (int i = x.count(); i < line.count(); i += mask.length) {
      System.arraycopy(mask, 0, line.values(), i, mask.length);
    }
    for (int i = 0; i < table.length; i++) {
      line.values()[i] += table[i];
    }
    pass.give(x);
    return line;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
