package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import dev.jeton.measure.report.HtmlPage;
import dev.jeton.measure.report.Plot;
import dev.jeton.measure.tokens.RankFrequency;
import dev.jeton.measure.tokens.TokenStatistics;
import dev.jeton.measure.tokens.TypeGrowth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Token languages as a folder: {@code index.html} with everything, the table as Markdown and CSV,
 * all numbers as JSON, a file per plot.
 */
record LanguageReport(LanguageComparison comparison) {
  private static final String NAME = "token-statistics";

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var table = new LanguageTable(comparison);
    var page = new HtmlPage("Token languages");
    page.paragraph(
        "At most %d tokens of each; grids read by %s."
            .formatted(comparison.limit(), comparison.order()));
    page.paragraph(table.caution().strip());
    page.table(table.statistics());
    for (var plot : plots().entrySet()) {
      WholeFile.write(folder.resolve(plot.getKey() + ".png"), plot.getValue().png());
      page.plot(plot.getValue(), plot.getKey());
    }
    var markdown = new StringBuilder(table.statistics().markdown());
    if (!comparison.alignments().isEmpty()) {
      page.heading("Alignment").table(table.alignments());
      markdown.append('\n').append(table.alignments().markdown());
    }
    page.write(folder.resolve("index.html"));
    text(folder, ".md", markdown.toString());
    text(folder, ".csv", table.statistics().csv());
    var json = new StringWriter();
    Json.print(new PrintWriter(json), comparison);
    text(folder, ".json", json.toString());
  }

  private static void text(Path folder, String ending, String text) throws IOException {
    WholeFile.write(folder.resolve(NAME + ending), text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Plot> plots() {
    var ranks =
        new Plot("Rank and frequency", "rank", "share of the tokens").logarithmicX().logarithmicY();
    var growth = new Plot("Types and tokens", "tokens", "types").logarithmicX().logarithmicY();
    var entropy =
        new Plot("Entropy, Miller–Madow", "ids known before", "share of plain bits").fromZero();
    for (var language : comparison.languages()) {
      var first = language.ngrams().getFirst();
      double tokens = language.tokens();
      ranks.curve(
          language.language(),
          first.ranks().stream().mapToDouble(RankFrequency.Point::rank).toArray(),
          first.ranks().stream().mapToDouble(point -> point.count() / tokens).toArray());
      growth.curve(
          language.language(),
          first.growth().stream().mapToDouble(TypeGrowth.Point::tokens).toArray(),
          first.growth().stream().mapToDouble(TypeGrowth.Point::types).toArray());
      entropy.curve(
          language.language(),
          IntStream.range(0, language.entropies().size()).asDoubleStream().toArray(),
          shares(language));
    }
    var plots = new LinkedHashMap<String, Plot>();
    plots.put("rank-frequency", ranks);
    plots.put("type-growth", growth);
    plots.put("conditional-entropy", entropy);
    return plots;
  }

  /** Of the bits that plain ids take. */
  private static double[] shares(TokenStatistics language) {
    double plain = Math.max(1e-9, language.compression().uniform());
    return language.entropies().stream()
        .mapToDouble(entropy -> entropy.millerMadow() / plain)
        .toArray();
  }
}
