package dev.jeton.nets;

/**
 * Runs a network over an image of any size in bounded memory: tile by tile, each with as much of
 * its surroundings as the network sees, so the result is the one of a single pass, without seams.
 *
 * @param network one that looks at a bounded surrounding, without {@code attention} or {@code
 *     position}
 * @param tile side of a tile, in places of the coarser end of the network
 */
public record TiledNetwork(Network network, int tile) {
  public TiledNetwork {
    if (tile < 1) {
      throw new IllegalArgumentException("expected a tile of at least 1 place, found " + tile);
    }
    if (network.reach() == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a network that sees everything cannot be tiled: " + network.spec());
    }
  }

  /**
   * The output for {@code x}, which is left as it is.
   *
   * @param x any size; where the network shrinks, the last row and column are repeated up to a
   *     multiple of {@link Network#shrink}
   * @param level what layers {@code level(n,c)} look up
   */
  public FeatureMap forward(FeatureMap x, int level) {
    int shrink = network.shrink();
    int enlarge = network.enlarge();
    int coarseHeight = Math.ceilDiv(x.height(), shrink);
    int coarseWidth = Math.ceilDiv(x.width(), shrink);
    int halo = Math.ceilDiv(network.reach(), shrink); // in coarse places
    FeatureMap out = null;
    for (int row = 0; row < coarseHeight; row += tile) {
      for (int column = 0; column < coarseWidth; column += tile) {
        var inner = new Box(row, column, tile, tile).within(coarseHeight, coarseWidth);
        var outer = inner.grown(halo).within(coarseHeight, coarseWidth);
        var part = network.forward(cut(x, outer.times(shrink)), level);
        if (out == null) {
          int channels = part.channels();
          out =
              new FeatureMap(
                  coarseHeight * enlarge,
                  coarseWidth * enlarge,
                  channels,
                  new float[coarseHeight * enlarge * coarseWidth * enlarge * channels]);
        }
        paste(part, outer.times(enlarge), out, inner.times(enlarge));
      }
    }
    if (out == null) {
      throw new IllegalStateException("a feature map without places");
    }
    return out;
  }

  /** Part of a map, in its places. */
  private record Box(int row, int column, int height, int width) {
    Box within(int rows, int columns) {
      int top = Math.max(row, 0);
      int left = Math.max(column, 0);
      return new Box(
          top, left, Math.min(row + height, rows) - top, Math.min(column + width, columns) - left);
    }

    Box grown(int by) {
      return new Box(row - by, column - by, height + 2 * by, width + 2 * by);
    }

    Box times(int factor) {
      return new Box(row * factor, column * factor, height * factor, width * factor);
    }
  }

  /** Copies a box; beyond the map its last row and column are repeated. */
  private static FeatureMap cut(FeatureMap x, Box box) {
    int channels = x.channels();
    if (box.height() == x.height() && box.width() == x.width()) {
      return x;
    }
    var values = new float[box.height() * box.width() * channels];
    int inside = Math.min(box.width(), x.width() - box.column());
    for (int row = 0; row < box.height(); row++) {
      int from = Math.min(box.row() + row, x.height() - 1) * x.width() + box.column();
      int to = row * box.width();
      System.arraycopy(x.values(), from * channels, values, to * channels, inside * channels);
      for (int column = inside; column < box.width(); column++) {
        int last = (from + inside - 1) * channels;
        System.arraycopy(x.values(), last, values, (to + column) * channels, channels);
      }
    }
    return new FeatureMap(box.height(), box.width(), channels, values);
  }

  private static void paste(FeatureMap part, Box partBox, FeatureMap out, Box box) {
    int channels = out.channels();
    for (int row = 0; row < box.height(); row++) {
      int from = (box.row() + row - partBox.row()) * part.width() + box.column() - partBox.column();
      int to = (box.row() + row) * out.width() + box.column();
      System.arraycopy(
          part.values(), from * channels, out.values(), to * channels, box.width() * channels);
    }
  }
}
