package dev.jeton.media.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** The samples of a picture as floats, whatever its layout in memory, before colour conversion. */
final class SampleRows {
  private final BufferedImage picture;
  private final Raster raster;
  private final boolean indexed;
  private final boolean alpha;
  private final boolean premultiplied;
  private final int colors;
  private final float[] max; // [bands]
  private final boolean plainBytes;
  private float[] values = {};
  private byte[] bytes = {};

  SampleRows(BufferedImage picture) {
    this.picture = picture;
    raster = picture.getRaster();
    var model = picture.getColorModel();
    indexed = model instanceof IndexColorModel;
    alpha = model.hasAlpha();
    premultiplied = alpha && model.isAlphaPremultiplied();
    colors = indexed ? 3 : model.getNumColorComponents();
    max = max(raster);
    plainBytes =
        raster.getSampleModel() instanceof ComponentSampleModel samples
            && samples.getDataType() == DataBuffer.TYPE_BYTE;
  }

  /** Whether samples have more than 8 bits. */
  boolean deep() {
    return !indexed && Arrays.stream(raster.getSampleModel().getSampleSize()).max().orElse(8) > 8;
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
    int pixels = raster.getWidth() * count;
    float[] values = values(top, count);
    int bands = raster.getNumBands();
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < colors; c++) {
        samples[i * colors + c] = values[i * bands + c];
      }
    }
    if (alpha) {
      for (int i = 0; i < pixels; i++) {
        opacity[i] = values[i * bands + colors];
      }
    }
    if (premultiplied) {
      divide(samples, opacity, pixels);
    }
  }

  /** All bands of some rows, {@code [count][width][bands]}, each in 0..1. */
  private float[] values(int top, int count) {
    int x = raster.getMinX();
    int y = raster.getMinY() + top;
    int width = raster.getWidth();
    int length = width * count * max.length;
    if (plainBytes) {
      values = values.length == length ? values : new float[length];
      bytes = bytes.length == length ? bytes : new byte[length];
      raster.getDataElements(x, y, width, count, bytes);
      for (int i = 0; i < length; i++) {
        values[i] = (bytes[i] & 0xff) / 255f;
      }
      return values;
    }
    values = raster.getPixels(x, y, width, count, values.length == length ? values : null);
    for (int i = 0; i < length; i += max.length) {
      for (int band = 0; band < max.length; band++) {
        values[i + band] = Math.clamp(values[i + band] / max[band], 0f, 1f);
      }
    }
    return values;
  }

  private void divide(float[] samples, float[] opacity, int pixels) {
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < colors && opacity[i] > 0; c++) {
        samples[i * colors + c] = Math.min(samples[i * colors + c] / opacity[i], 1);
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

  /** The largest value of each band: integers take all of their bits, floats go to 1. */
  private static float[] max(Raster raster) {
    int[] bits = raster.getSampleModel().getSampleSize();
    var max = new float[bits.length];
    for (int band = 0; band < max.length; band++) {
      max[band] =
          switch (raster.getSampleModel().getDataType()) {
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1;
            case DataBuffer.TYPE_SHORT -> Short.MAX_VALUE;
            default -> (float) (Math.pow(2, bits[band]) - 1);
          };
    }
    return max;
  }
}
