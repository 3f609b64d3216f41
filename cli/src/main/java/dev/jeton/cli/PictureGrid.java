package dev.jeton.cli;

import dev.jeton.core.Signal;
import dev.jeton.media.image.ImageFile;
import java.util.Arrays;
import java.util.List;

/** Pictures of one size side by side, row after row, white between them. */
record PictureGrid(int count, int columns, int width, int height) {
  private static final int GAP = 2;

  /** A grid that is nearly square. */
  static PictureGrid square(int count, int width, int height) {
    return new PictureGrid(count, (int) Math.ceil(Math.sqrt(count)), width, height);
  }

  /** All in one row. */
  static Signal.Image row(List<Signal.Image> pictures) {
    var first = pictures.getFirst();
    var grid = new PictureGrid(pictures.size(), pictures.size(), first.width(), first.height());
    if (!grid.fits()) {
      throw new IllegalArgumentException(
          "%d pictures of %d x %d beside one another are too large"
              .formatted(pictures.size(), first.width(), first.height()));
    }
    return grid.draw(pictures);
  }

  private int rows() {
    return Math.ceilDiv(count, columns);
  }

  /** Whether it is small enough to be a picture file that Jeton reads. */
  boolean fits() {
    return (long) total(columns, width) * total(rows(), height) <= ImageFile.MAX_PIXELS;
  }

  private static int total(int cells, int size) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, cells * (size + (long) GAP) - GAP));
  }

  /** The grid of {@code count} pictures. */
  Signal.Image draw(List<Signal.Image> pictures) {
    int fullWidth = total(columns, width);
    int fullHeight = total(rows(), height);
    var pixels = new float[fullWidth * fullHeight * Signal.Image.CHANNELS];
    Arrays.fill(pixels, 1);
    int row = width * Signal.Image.CHANNELS;
    for (int i = 0; i < pictures.size(); i++) {
      int top = i / columns * (height + GAP);
      int left = i % columns * (width + GAP);
      for (int y = 0; y < height; y++) {
        int to = ((top + y) * fullWidth + left) * Signal.Image.CHANNELS;
        System.arraycopy(pictures.get(i).pixels(), y * row, pixels, to, row);
      }
    }
    return new Signal.Image(fullWidth, fullHeight, pixels);
  }
}
