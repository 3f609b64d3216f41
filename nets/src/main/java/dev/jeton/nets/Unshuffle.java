package dev.jeton.nets;

/**
 * {@code unshuffle(n)}: n x n places become channels of one, channel c of place (dy, dx) becoming
 * (c * n + dy) * n + dx. The height and width must be multiples of n. Shi et al., arXiv:1609.05158.
 */
record Unshuffle(int factor) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (x.height() % factor != 0 || x.width() % factor != 0) {
      throw new IllegalArgumentException(
          "expected a height and width in multiples of %d, found %s".formatted(factor, x));
    }
    int channels = x.channels();
    var y = pass.take(x.height() / factor, x.width() / factor, channels * factor * factor);
    float[] in = x.values();
    float[] out = y.values();
    for (int row = 0; row < x.height(); row++) {
      int dy = row % factor;
      for (int column = 0; column < x.width(); column++) {
        int from = (row * x.width() + column) * channels;
        int place = (row / factor * y.width() + column / factor) * y.channels();
        int to = place + dy * factor + column % factor;
        for (int c = 0; c < channels; c++) {
          out[to + c * factor * factor] = in[from + c];
        }
      }
    }
    pass.give(x);
    return y;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(factor, 1, 0);
  }
}
