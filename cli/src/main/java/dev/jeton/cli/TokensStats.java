package dev.jeton.cli;

import dev.jeton.measure.tokens.LanguageAlignment;
import dev.jeton.measure.tokens.ScanOrder;
import dev.jeton.measure.tokens.TokenCorpus;
import dev.jeton.measure.tokens.TokenStatistics;
import dev.jeton.measure.tokens.TypeEmbedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton tokens stats}. */
final class TokensStats extends Subcommand {
  private static final int POINTS = 200;
  private static final int LEAST_POINTS = 10;
  private static final int DIM = 6;
  private static final int WINDOW = 1;
  private static final long SEED = 55;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          ".jeton files, which count as one language; folders of them, a language each; texts,"
              + " each as bytes, characters and words.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Take no more than the first N tokens of each language (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--levels",
      paramLabel = "L",
      split = ",",
      description = "Only these levels of token files, from 0, and all levels together.")
  private List<Integer> levels = List.of();

  @Option(
      names = "--bpe",
      paramLabel = "K",
      description = "Texts also as byte pairs, merged until there are K ids; above 256.")
  private @Nullable Integer bytePairs;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "rows",
      description = "How grids of tokens are read: rows, columns or hilbert (${DEFAULT-VALUE}).")
  private String order = "rows";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Folder for a page with plots, the table and the numbers as JSON.")
  private @Nullable Path output;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    if (tokens < 1) {
      throw usage("--tokens is at least 1, found " + tokens);
    }
    if (bytePairs != null && bytePairs <= 256) {
      throw usage("--bpe is above 256, found " + bytePairs);
    }
    var progress = new Progress(err());
    try {
      var languages =
          new TokenLanguages(
                  new ImageCodecs(weights),
                  scanOrder(),
                  levels,
                  bytePairs == null ? 0 : bytePairs,
                  tokens)
              .read(inputs, progress);
      var comparison = compare(languages, progress);
      progress.clear();
      if (json) {
        Json.print(out(), comparison);
      } else {
        out().print(new LanguageTable(comparison).text());
      }
      if (output != null) {
        new LanguageReport(comparison).write(output);
      }
    } finally {
      progress.clear();
    }
    return 0;
  }

  private ScanOrder scanOrder() {
    return switch (order) {
      case "rows" -> ScanOrder.ROWS;
      case "columns" -> ScanOrder.COLUMNS;
      case "hilbert" -> ScanOrder.HILBERT;
      default -> throw usage("--order is rows, columns or hilbert, found '%s'".formatted(order));
    };
  }

  private LanguageComparison compare(List<TokenCorpus> languages, Progress progress) {
    var statistics = new ArrayList<TokenStatistics>();
    for (int i = 0; i < languages.size(); i++) {
      var corpus = languages.get(i);
      var name = "%d of %d: %s: ".formatted(i + 1, languages.size(), corpus.name());
      statistics.add(
          TokenStatistics.of(
              corpus, TokenStatistics.Effort.USUAL, step -> progress.show(name + step)));
    }
    progress.show("alignment");
    return new LanguageComparison(tokens, order, statistics, alignments(languages));
  }

  /** Every pair, at the number of points that all languages have. */
  private static List<LanguageAlignment> alignments(List<TokenCorpus> languages) {
    int points = POINTS;
    for (var corpus : languages) {
      points = Math.min(points, corpus.types());
    }
    var alignments = new ArrayList<LanguageAlignment>();
    if (points < LEAST_POINTS) {
      return alignments;
    }
    int dim = Math.min(DIM, points / 2);
    var embeddings = new ArrayList<TypeEmbedding>();
    var controls = new ArrayList<TypeEmbedding>();
    for (var corpus : languages) {
      embeddings.add(TypeEmbedding.of(corpus, points, dim, WINDOW));
      var shuffled = corpus.shuffled(new SplittableRandom(SEED));
      controls.add(TypeEmbedding.of(shuffled, points, dim, WINDOW));
    }
    for (int i = 0; i < languages.size(); i++) {
      for (int j = i + 1; j < languages.size(); j++) {
        if (embeddings.get(i).hasShape()
            && embeddings.get(j).hasShape()
            && controls.get(j).hasShape()) {
          alignments.add(
              LanguageAlignment.of(
                  languages.get(i).name(),
                  embeddings.get(i),
                  languages.get(j).name(),
                  embeddings.get(j),
                  controls.get(j)));
        }
      }
    }
    return alignments;
  }
}
