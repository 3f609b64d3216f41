package dev.jeton.nets;

/** {@code last(n)}, {@code last(h,w)}: keeps the last h · w places of a line, as a map. */
record Last(int height, int width) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    var kept = pass.take(height, width, x.channels());
    int from = x.count() - kept.count();
    if (from < 0) {
      throw new IllegalArgumentException(
          "expected at least %d places, found %s".formatted(height * width, x));
    }
    System.arraycopy(x.values(), from, kept.values(), 0, kept.count());
    pass.give(x);
    return kept;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
