package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Several comparisons in one table: means over the images that have a file in every format, and on
 * how many of them ours has the higher MS-SSIM.
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
      int row = r;
      var complete =
          comparisons.stream()
              .map(comparison -> comparison.rows().get(row))
              .filter(each -> each.entries().stream().allMatch(e -> e.missing() == null))
              .toList();
      for (int e = 0; e < first.rows().get(r).entries().size(); e++) {
        text.append(line(first.rows().get(r), complete, e));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String line(Row row, List<Row> complete, int entry) {
    long wins =
        complete.stream()
            .filter(r -> r.entries().getFirst().msSsim() > r.entries().get(entry).msSsim())
            .count();
    return String.format(
        Locale.ROOT,
        "  %-10s %-10s %7d %9.0f %8.2f %8.4f %8.4f %8s%n",
        entry == 0 ? row.size() : "",
        row.entries().get(entry).format(),
        complete.size(),
        mean(complete, entry, Entry::bytes),
        mean(complete, entry, Entry::psnr),
        mean(complete, entry, Entry::ssim),
        mean(complete, entry, Entry::msSsim),
        entry == 0 ? "" : String.valueOf(wins));
  }

  private static double mean(List<Row> rows, int entry, ToDoubleFunction<Entry> value) {
    return rows.stream()
        .mapToDouble(row -> value.applyAsDouble(row.entries().get(entry)))
        .average()
        .orElse(Double.NaN);
  }
}
