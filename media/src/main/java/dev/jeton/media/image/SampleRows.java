package dev.jeton.media.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** The samples of a picture as floats, whatever its layout in memory, before colour conversion. */
final class SampleRows {
  private final BufferedImage picture;
  private final Raster raster;
  private final boolean indexed;
  private final boolean alpha;
  private final boolean premultiplied;
  private final int colors;

  SampleRows(BufferedImage picture) {
    this.picture = picture;
    raster = picture.getRaster();
    var model = picture.getColorModel();
    indexed = model instanceof IndexColorModel;
    alpha = model.hasAlpha();
    premultiplied = alpha && model.isAlphaPremultiplied();
    colors = indexed ? 3 : model.getNumColorComponents();
  }

  /** Samples per pixel without alpha. */
  int colors() {
    return colors;
  }

  boolean hasAlpha() {
    return alpha;
  }

  ColorSpace colorSpace() {
    return picture.getColorModel().getColorSpace();
  }

  /**
   * Reads whole rows.
   *
   * @param samples filled with {@code [count][width][colors]}, each in 0..1, not premultiplied
   * @param opacity filled with {@code [count][width]} where there is alpha
   */
  void read(int top, int count, float[] samples, float[] opacity) {
    if (indexed) {
      readPalette(top, count, samples, opacity);
      return;
    }
    int bands = raster.getNumBands();
    int x = raster.getMinX();
    int y = raster.getMinY() + top;
    int width = raster.getWidth();
    float[] values = raster.getPixels(x, y, width, count, (float[]) null);
    float[] scale = scale(bands);
    for (int i = 0; i < width * count; i++) {
      for (int c = 0; c < colors; c++) {
        samples[i * colors + c] = Math.clamp(values[i * bands + c] * scale[c], 0f, 1f);
      }
      if (alpha) {
        opacity[i] = Math.clamp(values[i * bands + colors] * scale[colors], 0f, 1f);
      }
      if (premultiplied && opacity[i] > 0) {
        for (int c = 0; c < colors; c++) {
          samples[i * colors + c] = Math.min(samples[i * colors + c] / opacity[i], 1);
        }
      }
    }
  }

  private void readPalette(int top, int count, float[] samples, float[] opacity) {
    int width = picture.getWidth();
    int[] argb = picture.getRGB(0, top, width, count, null, 0, width);
    for (int i = 0; i < width * count; i++) {
      samples[3 * i] = (argb[i] >> 16 & 0xff) / 255f;
      samples[3 * i + 1] = (argb[i] >> 8 & 0xff) / 255f;
      samples[3 * i + 2] = (argb[i] & 0xff) / 255f;
      opacity[i] = (argb[i] >>> 24) / 255f;
    }
  }

  /** Integer samples are whole numbers up to their number of bits, float ones 0..1 already. */
  private float[] scale(int bands) {
    var scale = new float[bands];
    int type = raster.getDataBuffer().getDataType();
    for (int band = 0; band < bands; band++) {
      scale[band] =
          switch (type) {
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1;
            case DataBuffer.TYPE_SHORT -> 1f / Short.MAX_VALUE;
            default -> (float) (1 / (Math.pow(2, raster.getSampleModel().getSampleSize(band)) - 1));
          };
    }
    return scale;
  }
}
