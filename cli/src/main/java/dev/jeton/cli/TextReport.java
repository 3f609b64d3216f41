package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import dev.jeton.measure.report.Plot;
import dev.jeton.measure.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton text report}. */
final class TextReport extends Subcommand {
  private static final int BYTES = 256;
  private static final int LARGEST = 1 << 20;
  private static final Pattern AFTER_BREAK = Pattern.compile("(?<=\n)");

  /**
   * What was found.
   *
   * @param characters read
   * @param judged those of the lines kept aside
   * @param points in order of the tokenizers and their sizes
   * @param best the cheapest of each tokenizer
   */
  record Result(
      long characters,
      long judged,
      List<VocabularySizes.Point> points,
      Map<String, VocabularySizes.Point> best) {}

  @Mixin private TextInputs texts = new TextInputs();

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      defaultValue = "256,512,1024,2048,4096,8192,16384,32768",
      description = "Tokens of BPE and LZW, from 256 up (${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--characters",
      paramLabel = "N",
      defaultValue = "20000000",
      description = "Take no more than the first N characters (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves as a PNG.")
  private @Nullable Path plot;

  @Override
  public Integer call() throws IOException {
    var ordered = sizes.stream().distinct().sorted().toList();
    if (ordered.getFirst() < BYTES || ordered.getLast() > LARGEST) {
      throw usage(
          "--sizes are %d to %d, found %d"
              .formatted(
                  BYTES,
                  LARGEST,
                  ordered.getFirst() < BYTES ? ordered.getFirst() : ordered.getLast()));
    }
    if (limit < 1) {
      throw usage("--characters is at least 1, found " + limit);
    }
    var lines = lines();
    var measured = new VocabularySizes(lines);
    var progress = new Progress(err());
    try {
      var points = measured.points(ordered, progress::show);
      progress.clear();
      print(
          new Result(
              VocabularySizes.characters(lines),
              measured.judgedCharacters(),
              points,
              VocabularySizes.best(points)));
    } finally {
      progress.clear();
    }
    return 0;
  }

  /** All texts, cut behind their line breaks, as far as the limit lets them through. */
  private List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    int left = limit;
    for (var input : texts.all(this)) {
      var text = texts.read(input);
      if (left > 0) {
        int length = text.codePointCount(0, text.length());
        var taken = length <= left ? text : text.substring(0, text.offsetByCodePoints(0, left));
        left -= Math.min(left, length);
        AFTER_BREAK.splitAsStream(taken).filter(line -> !line.isBlank()).forEach(lines::add);
      }
    }
    return lines;
  }

  private void print(Result result) throws IOException {
    if (plot != null) {
      WholeFile.write(plot, plot(result.points()).png());
    }
    if (json) {
      Json.print(out(), result);
      return;
    }
    var table = Table.of("tokenizer", "tokens", "bits per character", "characters per token");
    for (var point : result.points()) {
      table.row(
          point.tokenizer(), point.size(), point.bitsPerCharacter(), point.charactersPerToken());
    }
    out().print(table.text());
    out()
        .printf(
            "%n%,d characters, %,d of them judged; a model without context%n",
            result.characters(), result.judged());
    result.best().values().stream()
        .filter(point -> !point.tokenizer().equals("characters"))
        .forEach(
            point ->
                out().printf("cheapest: %s with %,d tokens%n", point.tokenizer(), point.size()));
  }

  private static Plot plot(List<VocabularySizes.Point> points) {
    var plot =
        new Plot("Vocabularies, without context", "tokens", "bits per character").logarithmicX();
    for (var name : points.stream().map(VocabularySizes.Point::tokenizer).distinct().toList()) {
      var own = points.stream().filter(point -> point.tokenizer().equals(name)).toList();
      plot.curve(
          name,
          own.stream().mapToDouble(VocabularySizes.Point::size).toArray(),
          own.stream().mapToDouble(VocabularySizes.Point::bitsPerCharacter).toArray());
    }
    return plot;
  }
}
