package dev.jeton.cli;

import dev.jeton.core.Extent;
import dev.jeton.core.Signal;
import dev.jeton.core.Tokens;
import java.util.Arrays;

/**
 * Tokens as a picture: one square per id, levels below each other. Equal ids of a level have equal
 * colours; ids that are not there are white.
 */
final class TokenPicture {
  private static final int LONGEST_SIDE = 768;
  private static final int GAP = 8;
  private static final double GOLDEN_RATIO = 0.618033988749895;

  private final Tokens.Ids tokens;
  private final int side;
  private final int width;
  private final float[] pixels;

  TokenPicture(Tokens.Ids tokens) {
    this.tokens = tokens;
    var extents = tokens.layout().extents();
    int widest = extents.stream().mapToInt(TokenPicture::columns).max().orElseThrow();
    side = Math.max(1, LONGEST_SIDE / widest);
    width = widest * side;
    pixels = new float[width * height() * Signal.Image.CHANNELS];
    Arrays.fill(pixels, 1);
  }

  Signal.Image draw() {
    int top = 0;
    var layout = tokens.layout();
    for (int level = 0; level < layout.levels(); level++) {
      drawLevel(level, top);
      top += side(level) * rows(layout.extent(level)) + GAP;
    }
    return new Signal.Image(width, height(), pixels);
  }

  private int height() {
    var layout = tokens.layout();
    int height = -GAP;
    for (int level = 0; level < layout.levels(); level++) {
      height += side(level) * rows(layout.extent(level)) + GAP;
    }
    return height;
  }

  /** Coarser levels have larger squares, so that all levels show the same place alike. */
  private int side(int level) {
    return Math.max(1, width / columns(tokens.layout().extent(level)));
  }

  private void drawLevel(int level, int top) {
    int start = tokens.layout().start(level);
    int columns = columns(tokens.layout().extent(level));
    int end = Math.min(tokens.layout().start(level + 1), tokens.length());
    for (int i = start; i < end; i++) {
      int row = (i - start) / columns;
      int column = (i - start) % columns;
      fill(top + row * side(level), column * side(level), side(level), tokens.ids()[i]);
    }
  }

  private void fill(int top, int left, int squareSide, int id) {
    double hue = id * GOLDEN_RATIO;
    for (int y = top; y < top + squareSide; y++) {
      for (int x = left; x < left + squareSide; x++) {
        for (int c = 0; c < Signal.Image.CHANNELS; c++) {
          double wave = 0.5 + 0.4 * Math.cos(2 * Math.PI * (hue + c / 3.0));
          pixels[(y * width + x) * Signal.Image.CHANNELS + c] = (float) wave;
        }
      }
    }
  }

  private static int columns(Extent extent) {
    return extent.size(extent.rank() - 1);
  }

  private static int rows(Extent extent) {
    return extent.count() / columns(extent);
  }
}
