package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.core.WholeFile;
import dev.jeton.measure.report.Plot;
import dev.jeton.measure.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Several comparisons as a folder: {@code rate-distortion.md} with the means and how often ours
 * wins, {@code rate-distortion.csv} with every number, a plot per measure.
 */
record ComparisonReport(List<Comparison> comparisons) {

  private record Measure(String name, String file, ToDoubleFunction<Entry> value) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("MS-SSIM", "ms-ssim.png", Entry::msSsim),
          new Measure("SSIM", "ssim.png", Entry::ssim),
          new Measure("PSNR in dB", "psnr.png", Entry::psnr));

  /** A curve's point: means over the images. */
  private record Point(double bitsPerPixel, double quality) {}

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var measure : MEASURES) {
      WholeFile.write(folder.resolve(measure.file()), plot(measure).png());
    }
    WholeFile.write(folder.resolve("rate-distortion.md"), utf8(means().markdown()));
    WholeFile.write(folder.resolve("rate-distortion.csv"), utf8(all().csv()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Means over the images that have a file in every format that has one at that size. */
  private Table means() {
    var table =
        Table.of(
            "size",
            "images",
            "format",
            "bytes",
            "bits/px",
            "PSNR dB",
            "SSIM",
            "MS-SSIM",
            "ours higher in PSNR",
            "SSIM",
            "MS-SSIM");
    for (int r = 0; r < comparisons.getFirst().rows().size(); r++) {
      var common = CommonImages.of(comparisons, r);
      for (int e = 0; e < comparisons.getFirst().rows().get(r).entries().size(); e++) {
        if (!common.has(e)) {
          continue;
        }
        var format = comparisons.getFirst().rows().get(r).entries().get(e).format();
        boolean ours = e == 0;
        table.row(
            ours ? comparisons.getFirst().rows().get(r).size() : "",
            ours ? String.valueOf(common.rows().size()) : "",
            format,
            number("%.0f", common.mean(e, Entry::bytes)),
            number("%.3f", common.mean(e, Entry::bitsPerPixel)),
            number("%.2f", common.mean(e, Entry::psnr)),
            number("%.4f", common.mean(e, Entry::ssim)),
            number("%.4f", common.mean(e, Entry::msSsim)),
            ours ? "" : String.valueOf(common.wins(e, Entry::psnr)),
            ours ? "" : String.valueOf(common.wins(e, Entry::ssim)),
            ours ? "" : String.valueOf(common.wins(e, Entry::msSsim)));
      }
    }
    return table;
  }

  private Table all() {
    var table =
        Table.of("image", "size", "limit", "format", "bytes", "bits/px", "PSNR", "SSIM", "MS-SSIM");
    for (var comparison : comparisons) {
      for (var row : comparison.rows()) {
        for (var entry : row.entries()) {
          table.row(
              Path.of(comparison.input()).getFileName(),
              row.size(),
              row.limit(),
              entry.format(),
              entry.bytes(),
              number("%.4f", entry.bitsPerPixel()),
              number("%.3f", entry.psnr()),
              number("%.5f", entry.ssim()),
              number("%.5f", entry.msSsim()));
        }
      }
    }
    return table;
  }

  private Plot plot(Measure measure) {
    var first = comparisons.getFirst();
    var plot =
        new Plot(
            "%d images, %s".formatted(comparisons.size(), first.codec()),
            "bits per pixel",
            measure.name());
    for (int e = 0; e < first.rows().getFirst().entries().size(); e++) {
      var points = new ArrayList<Point>();
      for (int r = 0; r < first.rows().size(); r++) {
        var common = CommonImages.of(comparisons, r);
        if (common.has(e)) {
          points.add(
              new Point(common.mean(e, Entry::bitsPerPixel), common.mean(e, measure.value())));
        }
      }
      points.sort(Comparator.comparingDouble(Point::bitsPerPixel));
      if (!points.isEmpty()) {
        plot.curve(
            first.rows().getFirst().entries().get(e).format().replace(" scaled", ""),
            points.stream().mapToDouble(Point::bitsPerPixel).toArray(),
            points.stream().mapToDouble(Point::quality).toArray());
      }
    }
    return plot;
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
