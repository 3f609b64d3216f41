package dev.jeton.media.image;

import dev.jeton.core.Signal;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture to an upright sRGB signal, some rows at a time: besides the decoded picture
 * only the signal is in memory.
 */
final class PixelConversion {
  private static final int CHANNELS = Signal.Image.CHANNELS;
  private static final int BATCH_PIXELS = 1 << 14;

  private final BufferedImage picture;
  private final SampleRows rows;
  private final @Nullable ColorConversion conversion;
  private final int orientation;
  private final int width;
  private final int height;
  private final float[] pixels;

  /**
   * @param profile what the samples mean, where the picture itself does not know; else null
   * @param orientation EXIF orientation, 1..8
   */
  PixelConversion(BufferedImage picture, @Nullable ICC_Profile profile, int orientation) {
    this.picture = picture;
    this.orientation = orientation;
    rows = new SampleRows(picture);
    conversion = conversion(profile);
    boolean sideways = orientation >= 5;
    width = sideways ? picture.getHeight() : picture.getWidth();
    height = sideways ? picture.getWidth() : picture.getHeight();
    pixels = new float[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)];
  }

  Signal.Image toSignal() {
    int across = picture.getWidth();
    int batch = Math.max(1, BATCH_PIXELS / across);
    var samples = new float[batch * across * rows.colors()];
    var alpha = new float[batch * across];
    for (int top = 0; top < picture.getHeight(); top += batch) {
      int count = Math.min(batch, picture.getHeight() - top);
      rows.read(top, count, samples, alpha);
      float[] rgb = conversion == null ? samples : conversion.apply(samples, count * across);
      int colors = conversion == null ? rows.colors() : CHANNELS;
      for (int row = 0; row < count; row++) {
        place(top + row, rgb, row * across, colors, alpha);
      }
    }
    return new Signal.Image(width, height, pixels);
  }

  /** Lays one row over white and puts it where the orientation wants it. */
  private void place(int row, float[] rgb, int from, int colors, float[] alpha) {
    int across = picture.getWidth();
    int target = position(row, 0);
    int step = across == 1 ? 0 : position(row, 1) - target;
    if (step == 1 && colors == CHANNELS && !rows.hasAlpha()) {
      System.arraycopy(rgb, from * CHANNELS, pixels, target * CHANNELS, across * CHANNELS);
      return;
    }
    for (int i = 0; i < across; i++, target += step) {
      float opaque = rows.hasAlpha() ? alpha[from + i] : 1;
      for (int c = 0; c < CHANNELS; c++) {
        float value = rgb[(from + i) * colors + (colors == 1 ? 0 : c)];
        pixels[target * CHANNELS + c] = value * opaque + (1 - opaque);
      }
    }
  }

  /** Pixel index in the upright picture of a pixel of the stored one (EXIF 2.3, table 6). */
  private int position(int row, int column) {
    int right = picture.getWidth() - 1 - column;
    int below = picture.getHeight() - 1 - row;
    return switch (orientation) {
      case 1 -> row * width + column;
      case 2 -> row * width + right;
      case 3 -> below * width + right;
      case 4 -> below * width + column;
      case 5 -> column * width + row;
      case 6 -> column * width + below;
      case 7 -> right * width + below;
      case 8 -> right * width + row;
      default -> throw new IllegalStateException("orientation " + orientation);
    };
  }

  private @Nullable ColorConversion conversion(@Nullable ICC_Profile given) {
    if (given != null && given.getNumComponents() == rows.colors()) {
      return ProfileConversion.toSrgb(given, rows.deep());
    }
    var space = rows.colorSpace();
    if (isPlain(space)) {
      return null;
    }
    if (space instanceof ICC_ColorSpace icc) {
      return ProfileConversion.toSrgb(icc.getProfile(), rows.deep());
    }
    if (space.getType() == ColorSpace.TYPE_CMYK) {
      return ColorConversion::inkToLight;
    }
    throw new IllegalArgumentException(
        "expected grey, RGB or CMYK, found %d other channels".formatted(rows.colors()));
  }

  /** sRGB, and grey without a profile of its own, which Java calls linear though it is not. */
  private static boolean isPlain(ColorSpace space) {
    return space.isCS_sRGB() || space.equals(ColorSpace.getInstance(ColorSpace.CS_GRAY));
  }
}
