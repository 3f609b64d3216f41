package dev.jeton.nets;

import dev.jeton.kernels.Kernels;

/**
 * {@code norm(channels)}: each place's channels divided by their root mean square, times a learned
 * gain: y = gain * x / sqrt(mean(x²) + 1e-4). It looks at one place only, so tiles join without
 * seams. Zhang and Sennrich, arXiv:1910.07467.
 */
record ChannelNorm(float[] gain) implements Layer {
  static final float EPSILON = 1e-4f;

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    float[] values = x.values();
    int channels = gain.length;
    for (int from = 0; from < x.count(); from += channels) {
      float squares = Kernels.sumOfSquares(values, from, from + channels);
      float scale = (float) (1 / Math.sqrt(squares / channels + EPSILON));
      for (int c = 0; c < channels; c++) {
        values[from + c] *= scale * gain[c];
      }
    }
    return x;
  }

  @Override
  public Geometry geometry() {
    return Geometry.POINTWISE;
  }
}
