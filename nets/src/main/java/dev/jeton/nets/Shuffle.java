package dev.jeton.nets;

/**
 * {@code shuffle(n)}: the inverse of {@link Unshuffle}: channels become n x n places, channel (c *
 * n + dy) * n + dx becoming channel c of place (dy, dx). Shi et al., arXiv:1609.05158.
 */
record Shuffle(int factor) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    int square = factor * factor;
    if (x.channels() % square != 0) {
      throw new IllegalArgumentException(
          "expected channels in multiples of %d, found %s".formatted(square, x));
    }
    int channels = x.channels() / square;
    var y = pass.take(x.height() * factor, x.width() * factor, channels);
    float[] in = x.values();
    float[] out = y.values();
    for (int row = 0; row < y.height(); row++) {
      int dy = row % factor;
      for (int column = 0; column < y.width(); column++) {
        int place = (row / factor * x.width() + column / factor) * x.channels();
        int from = place + dy * factor + column % factor;
        int to = (row * y.width() + column) * channels;
        for (int c = 0; c < channels; c++) {
          out[to + c] = in[from + c * square];
        }
      }
    }
    pass.give(x);
    return y;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, factor, 0);
  }
}
