package dev.jeton.media.image;

import dev.jeton.core.Signal;

/**
 * A band of picture rows as luma and two weighted colour differences (BT.601), a whole number of
 * blocks wide.
 *
 * @param width samples per row
 * @param height rows
 * @param planes {@code [COUNT][height * width]}
 */
record BlockPlanes(int width, int height, float[][] planes) {
  static final int COUNT = 3;

  private static final int BLOCK = LappedFilter.BLOCK;
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;
  private static final float CB = 1.772f; // B = Y + 1.772 Cb
  private static final float CR = 1.402f; // R = Y + 1.402 Cr

  static BlockPlanes empty(int width, int height) {
    return new BlockPlanes(width, height, new float[COUNT][width * height]);
  }

  /** Rows from {@code top} of a picture; beyond its edges the last column and row go on. */
  static BlockPlanes of(Signal.Image image, float chromaWeight, int top, int height) {
    var band = empty(Math.ceilDiv(image.width(), BLOCK) * BLOCK, height);
    float[] luma = band.planes[0];
    float[] cb = band.planes[1];
    float[] cr = band.planes[2];
    float[] rgb = image.pixels();
    for (int y = 0; y < height; y++) {
      int from = Math.min(top + y, image.height() - 1) * image.width();
      for (int x = 0; x < band.width; x++) {
        int in = (from + Math.min(x, image.width() - 1)) * COUNT;
        int out = y * band.width + x;
        luma[out] = RED * rgb[in] + GREEN * rgb[in + 1] + BLUE * rgb[in + 2];
        cb[out] = (rgb[in + 2] - luma[out]) * (chromaWeight / CB);
        cr[out] = (rgb[in] - luma[out]) * (chromaWeight / CR);
      }
    }
    return band;
  }

  /** Filters every border between blocks that lies half a block inside the band. */
  void filter(int top, boolean inverse) {
    for (float[] plane : planes) {
      if (!inverse) {
        LappedFilter.alongRows(plane, width, height, false);
      }
      for (int y = 0; y + BLOCK <= height; y++) {
        boolean border = (top + y + BLOCK / 2) % BLOCK == 0;
        if (border) {
          LappedFilter.acrossRow(plane, width, y + BLOCK / 2, inverse);
        }
      }
      if (inverse) {
        LappedFilter.alongRows(plane, width, height, true);
      }
    }
  }

  /** Copies the block at a row and column into a patch, {@code [plane][row][column]}. */
  void read(int row, int column, float[] patch) {
    for (int i = 0; i < COUNT * BLOCK; i++) {
      int from = (row + i % BLOCK) * width + column;
      System.arraycopy(planes[i / BLOCK], from, patch, i * BLOCK, BLOCK);
    }
  }

  /** Copies a patch into the block at a row and column. */
  void write(int row, int column, float[] patch) {
    for (int i = 0; i < COUNT * BLOCK; i++) {
      int to = (row + i % BLOCK) * width + column;
      System.arraycopy(patch, i * BLOCK, planes[i / BLOCK], to, BLOCK);
    }
  }

  /** Writes picture rows [begin, end), the band's first row being row {@code top}. */
  void paint(Signal.Image image, float chromaWeight, int top, int begin, int end) {
    float[] rgb = image.pixels();
    for (int y = begin; y < end; y++) {
      for (int x = 0; x < image.width(); x++) {
        int in = (y - top) * width + x;
        int out = (y * image.width() + x) * COUNT;
        float luma = planes[0][in];
        float blue = luma + planes[1][in] * (CB / chromaWeight);
        float red = luma + planes[2][in] * (CR / chromaWeight);
        rgb[out] = Math.clamp(red, 0f, 1f);
        rgb[out + 1] = Math.clamp((luma - RED * red - BLUE * blue) / GREEN, 0f, 1f);
        rgb[out + 2] = Math.clamp(blue, 0f, 1f);
      }
    }
  }
}
