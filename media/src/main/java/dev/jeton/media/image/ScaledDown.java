package dev.jeton.media.image;

import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A picture in another format at fewer bytes than the format's smallest file of it: made smaller by
 * averaging, written, read and made as large again by bicubic interpolation.
 *
 * @param divisor by which width and height were divided
 * @param file of the small picture
 * @param picture at full size
 */
public record ScaledDown(int divisor, byte[] file, Signal.Image picture) {
  private static final int[] DIVISORS = {2, 3, 4, 6, 8};

  /**
   * The best of divisors 2, 3, 4, 6 and 8 by MS-SSIM, or by PSNR for pictures too small for that,
   * each at the highest quality that fits; null where none fits.
   *
   * @param limit of the file, in bytes
   */
  public static @Nullable ScaledDown within(PeerFormat format, Signal.Image image, int limit) {
    ScaledDown best = null;
    double bestQuality = Double.NEGATIVE_INFINITY;
    for (int divisor : DIVISORS) {
      byte[] file = format.writeWithin(shrunk(image, divisor), limit);
      if (file != null) {
        var picture = enlarged(format.read(file), image.width(), image.height());
        double quality = quality(image, picture);
        if (quality > bestQuality) {
          bestQuality = quality;
          best = new ScaledDown(divisor, file, picture);
        }
      }
    }
    return best;
  }

  private static double quality(Signal.Image image, Signal.Image other) {
    int scales = ImageQuality.msSsimScales(image.width(), image.height());
    return scales > 0 ? ImageQuality.msSsim(image, other, scales) : ImageQuality.psnr(image, other);
  }

  /** Means over squares of {@code divisor} pixels a side, smaller ones at the right and below. */
  static Signal.Image shrunk(Signal.Image image, int divisor) {
    int width = Math.ceilDiv(image.width(), divisor);
    int height = Math.ceilDiv(image.height(), divisor);
    int channels = Signal.Image.CHANNELS;
    var pixels = new float[width * height * channels];
    for (int y = 0; y < height; y++) {
      int bottom = Math.min((y + 1) * divisor, image.height());
      for (int x = 0; x < width; x++) {
        int right = Math.min((x + 1) * divisor, image.width());
        int count = (bottom - y * divisor) * (right - x * divisor);
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int row = y * divisor; row < bottom; row++) {
            for (int column = x * divisor; column < right; column++) {
              sum += image.pixels()[(row * image.width() + column) * channels + c];
            }
          }
          pixels[(y * width + x) * channels + c] = sum / count;
        }
      }
    }
    return new Signal.Image(width, height, pixels);
  }

  private static Signal.Image enlarged(Signal.Image image, int width, int height) {
    var large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    var graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(ImageFile.toBufferedImage(image), 0, 0, width, height, null);
    graphics.dispose();
    return ImageFile.fromBufferedImage(large);
  }
}
