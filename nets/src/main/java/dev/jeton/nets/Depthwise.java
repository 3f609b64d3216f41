package dev.jeton.nets;

/**
 * A k x k convolution of each channel by itself, zeros around the map.
 *
 * @param kernel odd
 * @param weights {@code [kernel][kernel][channels]}
 * @param bias {@code [channels]}
 */
record Depthwise(int kernel, float[] weights, float[] bias) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    int channels = bias.length;
    int half = kernel / 2;
    var y = pass.take(x.height(), x.width(), channels);
    for (int row = 0; row < x.height(); row++) {
      for (int column = 0; column < x.width(); column++) {
        int to = (row * x.width() + column) * channels;
        System.arraycopy(bias, 0, y.values(), to, channels);
        for (int ky = 0; ky < kernel; ky++) {
          int inRow = row + ky - half;
          if (inRow < 0 || inRow >= x.height()) {
            continue;
          }
          for (int kx = 0; kx < kernel; kx++) {
            int inColumn = column + kx - half;
            if (inColumn >= 0 && inColumn < x.width()) {
              int from = (inRow * x.width() + inColumn) * channels;
              int tap = (ky * kernel + kx) * channels;
              multiplyAdd(x.values(), from, tap, y.values(), to);
            }
          }
        }
      }
    }
    pass.give(x);
    return y;
  }

  private void multiplyAdd(float[] in, int from, int tap, float[] out, int to) {
    for (int c = 0; c < bias.length; c++) {
      out[to + c] += in[from + c] * weights[tap + c];
    }
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, kernel / 2);
  }
}
