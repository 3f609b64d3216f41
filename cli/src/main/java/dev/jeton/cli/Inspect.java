package dev.jeton.cli;

import dev.jeton.core.JetonFile;
import dev.jeton.core.JetonHeader;
import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton inspect}. */
final class Inspect extends Subcommand {

  /**
   * What a file holds.
   *
   * @param rawBits what plain ids would take
   * @param codedBits what the coder's model takes
   * @param savedPercent how much less the second is than the first
   */
  record Result(
      String input,
      String codec,
      String weights,
      String signal,
      int tokens,
      int ofTokens,
      long bytes,
      int headerBytes,
      double rawBits,
      double codedBits,
      double savedPercent,
      List<LevelStatistics> levels) {
    @Override
    public String toString() {
      return """
          %s: %s, weights %s, signal %s
            %d of %d tokens in %d bytes, %d of them header and checksum
            plain ids %.0f bits, coded %.0f bits: %.1f %% saved
            level      grid    vocabulary       ids      used  perplexity  entropy/id   bits/id
          %s"""
          .formatted(
              input,
              codec,
              weights,
              signal,
              tokens,
              ofTokens,
              bytes,
              headerBytes,
              rawBits,
              codedBits,
              savedPercent,
              levels.stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
  }

  @Parameters(paramLabel = "IN.jeton", arity = "1..*", description = "Files or folders of files.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--picture",
      paramLabel = "PNG",
      description = "Draw the tokens of each level, one colour per id, into this file.")
  private @Nullable Path picture;

  @Mixin private WeightsOption weights = new WeightsOption();

  @Override
  public Integer call() throws IOException {
    var files = Inputs.of(inputs, file -> file.toString().endsWith(".jeton"));
    if (picture != null && files.size() > 1) {
      throw usage("--picture takes one input, found " + files.size());
    }
    var codecs = new ImageCodecs(weights);
    var batch = new Batch(this);
    batch.run(files, input -> inspect(input.file(), codecs.read(input)));
    return batch.finish();
  }

  private Result inspect(Path path, JetonFile file) throws IOException {
    var tokens = file.tokens();
    var layout = tokens.layout();
    var header = JetonFile.header(path);
    double[] bits = file.codec().idCoder().bits(tokens);
    var levels =
        IntStream.range(0, layout.levels())
            .filter(level -> layout.start(level) < tokens.length())
            .mapToObj(level -> LevelStatistics.of(tokens, level, bits))
            .toList();
    if (picture != null) {
      ImageFile.write(new TokenPicture(tokens).draw(), picture);
    }
    double raw = levels.stream().mapToDouble(LevelStatistics::rawBits).sum();
    double coded = levels.stream().mapToDouble(LevelStatistics::codedBits).sum();
    return new Result(
        path.toString(),
        header.codec().toString(),
        header.weights(),
        layout.signal().toString(),
        tokens.length(),
        layout.count(),
        Files.size(path),
        overhead(header, Files.size(path)),
        raw,
        coded,
        100 * (1 - coded / raw),
        levels);
  }

  private static int overhead(JetonHeader header, long bytes) {
    return (int) (bytes - header.codedBytes());
  }
}
