package dev.jeton.nets;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixView;
import org.jspecify.annotations.Nullable;

/**
 * {@code register(n,c)}: makes the map a line in reading order and appends learned vectors, to
 * which a learned linear map of the places is added where there is one.
 *
 * @param table {@code [n][channels]}
 * @param mix {@code [n][places]}, or null
 */
record Registers(int count, float[] table, float @Nullable [] mix) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    int places = x.height() * x.width();
    if (x.channels() * count != table.length || mix != null && mix.length != count * places) {
      throw new IllegalArgumentException(
          "expected a map of %d channels%s, found %s"
              .formatted(
                  table.length / count,
                  mix == null ? "" : " and %d places".formatted(mix.length / count),
                  x));
    }
    var line = pass.take(1, places + count, x.channels());
    System.arraycopy(x.values(), 0, line.values(), 0, x.count());
    System.arraycopy(table, 0, line.values(), x.count(), table.length);
    if (mix != null) {
      int c = x.channels();
      Kernels.gemm(
          MatrixView.of(mix, count, places),
          MatrixView.of(x.values(), places, c),
          new MatrixView(line.values(), x.count(), count, c, c, 1),
          true);
    }
    pass.give(x);
    return line;
  }

  @Override
  public Geometry geometry() {
    return new Geometry(1, 1, Double.POSITIVE_INFINITY);
  }
}
