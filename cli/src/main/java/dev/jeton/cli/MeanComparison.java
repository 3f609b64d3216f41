package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import java.util.List;
import java.util.Locale;

/**
 * Several comparisons in one table: means over the images that have a file in every format that has
 * one at all, and on how many of them ours has the higher MS-SSIM.
 */
record MeanComparison(List<Comparison> comparisons) {

  @Override
  public String toString() {
    var first = comparisons.getFirst();
    var text = new StringBuilder("mean of %d images%n".formatted(comparisons.size()));
    text.append(
        "  %-10s %-10s %7s %9s %8s %8s %8s %8s%n"
            .formatted(
                "size", "format", "images", "bytes", "PSNR dB", "SSIM", "MS-SSIM", "ours wins"));
    for (int r = 0; r < first.rows().size(); r++) {
      var common = CommonImages.of(comparisons, r);
      for (int e = 0; e < first.rows().get(r).entries().size(); e++) {
        text.append(line(first.rows().get(r), common, e));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String line(Row row, CommonImages common, int entry) {
    var size = entry == 0 ? row.size() : "";
    var format = row.entries().get(entry).format();
    if (!common.has(entry)) {
      return "  %-10s %-10s no file of this size%n".formatted(size, format);
    }
    return String.format(
        Locale.ROOT,
        "  %-10s %-10s %7d %9.0f %8.2f %8.4f %8.4f %8s%n",
        size,
        format,
        common.rows().size(),
        common.mean(entry, Entry::bytes),
        common.mean(entry, Entry::psnr),
        common.mean(entry, Entry::ssim),
        common.mean(entry, Entry::msSsim),
        entry == 0 ? "" : String.valueOf(common.wins(entry, Entry::msSsim)));
  }
}
