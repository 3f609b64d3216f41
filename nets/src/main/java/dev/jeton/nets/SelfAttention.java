package dev.jeton.nets;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixView;
import java.util.Arrays;

/**
 * softmax(q kᵀ / √d) v per head, every place looking at every place, or registers in turn. Takes q,
 * k and v as channels {@code [3][heads][d]} of one map and gives {@code [heads][d]}. Vaswani et
 * al., arXiv:1706.03762, equation 1.
 *
 * @param registers how many of the last places see everything before the registers and, of the
 *     registers, themselves and earlier ones; places before see no register. 0: all see all
 */
record SelfAttention(int channels, int heads, int registers) implements Layer {
  SelfAttention {
    if (channels % heads != 0) {
      throw new IllegalArgumentException(
          "expected channels in multiples of %d heads, found %d".formatted(heads, channels));
    }
  }

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    int places = x.height() * x.width();
    if (registers >= places) {
      throw new IllegalArgumentException(
          "expected places before %d registers, found %s".formatted(registers, x));
    }
    int dim = channels / heads;
    var out = pass.take(x.height(), x.width(), channels);
    var scores = new float[Math.multiplyExact(places, places)];
    for (int head = 0; head < heads; head++) {
      var query = columns(x.values(), places, 3 * channels, head * dim, dim);
      var key = columns(x.values(), places, 3 * channels, channels + head * dim, dim);
      var value = columns(x.values(), places, 3 * channels, 2 * channels + head * dim, dim);
      Kernels.gemm(query, key.transposed(), MatrixView.of(scores, places, places), false);
      Kernels.scale((float) (1 / Math.sqrt(dim)), scores, 0, scores.length);
      for (int row = 0; row < places; row++) {
        int seen = registers == 0 ? places : Math.max(places - registers, row + 1);
        Kernels.softmax(scores, row * places, row * places + seen);
        Arrays.fill(scores, row * places + seen, (row + 1) * places, 0);
      }
      var to = columns(out.values(), places, channels, head * dim, dim);
      Kernels.gemm(MatrixView.of(scores, places, places), value, to, false);
    }
    pass.give(x);
    return out;
  }

  private static MatrixView columns(float[] values, int rows, int stride, int from, int count) {
    return new MatrixView(values, from, rows, count, stride, 1);
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
