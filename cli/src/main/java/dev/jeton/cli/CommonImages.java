package dev.jeton.cli;

import dev.jeton.cli.Comparison.Entry;
import dev.jeton.cli.Comparison.Row;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What may be averaged at one size: formats that have a file of the size for an image at all, and
 * the images for which all of these have one.
 *
 * @param formats indices into a row's entries
 * @param rows one per image
 */
record CommonImages(List<Integer> formats, List<Row> rows) {

  /** Of row {@code index} of every comparison. */
  static CommonImages of(List<Comparison> comparisons, int index) {
    var all = comparisons.stream().map(comparison -> comparison.rows().get(index)).toList();
    var formats =
        IntStream.range(0, all.getFirst().entries().size())
            .filter(f -> all.stream().anyMatch(row -> has(row, f)))
            .boxed()
            .toList();
    return new CommonImages(
        formats, all.stream().filter(row -> formats.stream().allMatch(f -> has(row, f))).toList());
  }

  private static boolean has(Row row, int format) {
    return row.entries().get(format).missing() == null;
  }

  /** Whether {@code format} can be averaged. */
  boolean has(int format) {
    return !rows.isEmpty() && formats.contains(format);
  }

  double mean(int format, ToDoubleFunction<Entry> value) {
    return rows.stream()
        .mapToDouble(row -> value.applyAsDouble(row.entries().get(format)))
        .average()
        .orElse(Double.NaN);
  }

  /** On how many images the first format, ours, is higher. */
  long wins(int format, ToDoubleFunction<Entry> value) {
    return rows.stream()
        .filter(
            row ->
                value.applyAsDouble(row.entries().getFirst())
                    > value.applyAsDouble(row.entries().get(format)))
        .count();
  }
}
