package dev.jeton.cli;

import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One image in several formats at equal bytes.
 *
 * @param codec ours
 */
record Comparison(String input, int width, int height, String codec, List<Row> rows) {

  /**
   * All formats within one size.
   *
   * @param size what the size is, such as {@code jpeg 5}
   * @param limit in bytes
   */
  record Row(String size, int limit, List<Entry> entries) {}

  /**
   * How well one format did.
   *
   * @param bytes of its file, 0 where it has none
   * @param psnr decibels
   * @param ssim NaN where the image is too small
   * @param msSsim over as many of the five scales as the image has room for; NaN where for none
   * @param missing why there is no file, else null
   */
  record Entry(
      String format,
      int bytes,
      double bitsPerPixel,
      double psnr,
      double ssim,
      double msSsim,
      @Nullable String missing) {

    static Entry of(Signal.Image original, Coded coded) {
      int scales = ImageQuality.msSsimScales(original.width(), original.height());
      var decoded = coded.decoded();
      return new Entry(
          coded.format(),
          coded.file().length,
          ImageQuality.bitsPerPixel(coded.file().length, original),
          ImageQuality.psnr(original, decoded),
          scales == 0 ? Double.NaN : ImageQuality.ssim(original, decoded),
          scales == 0 ? Double.NaN : ImageQuality.msSsim(original, decoded, scales),
          null);
    }

    static Entry missing(String format, String reason) {
      return new Entry(format, 0, 0, Double.NaN, Double.NaN, Double.NaN, reason);
    }

    @Override
    public String toString() {
      return missing != null
          ? "%-10s %s".formatted(format, missing)
          : String.format(
              Locale.ROOT,
              "%-10s %9d %8.3f %8.2f %8.4f %8.4f",
              format,
              bytes,
              bitsPerPixel,
              psnr,
              ssim,
              msSsim);
    }
  }

  /** The table. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append("%s: %d x %d, %s%n".formatted(input, width, height, codec));
    text.append(
        "  %-18s %-10s %9s %8s %8s %8s %8s%n"
            .formatted("size", "format", "bytes", "bits/px", "PSNR dB", "SSIM", "MS-SSIM"));
    for (var row : rows) {
      String size = "%s: %d bytes".formatted(row.size(), row.limit());
      for (var entry : row.entries()) {
        text.append("  %-18s %s%n".formatted(size, entry));
        size = "";
      }
    }
    return text.toString().stripTrailing();
  }
}
