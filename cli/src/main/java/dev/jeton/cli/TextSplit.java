package dev.jeton.cli;

import dev.jeton.text.Chunk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton text split}. */
final class TextSplit extends Subcommand {

  /** The parts of one input. */
  record Result(String input, List<Chunk> chunks) {}

  @Option(
      names = "--tokens",
      required = true,
      paramLabel = "N",
      description = "Tokens of a part; fewer in the last, and where a cut would split a character.")
  private int tokens;

  @Option(
      names = "--overlap",
      paramLabel = "M",
      description = "Tokens that a part has in common with the one before; 0 if not given.")
  private int overlap;

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private TextInputs texts = new TextInputs();

  @Override
  public Integer call() throws IOException {
    if (tokens < 1 || overlap < 0 || overlap >= tokens) {
      throw usage(
          "expected --tokens of at least 1 and --overlap below it, found %d and %d"
              .formatted(tokens, overlap));
    }
    var opened = tokenizer.open(this);
    var batch = new TextBatch(this, texts.all(this));
    batch.run(
        input -> {
          var result =
              new Result(texts.name(input), opened.split(texts.read(input), tokens, overlap));
          return json
              ? result
              : result.chunks().stream()
                  .map(chunk -> batch.line(line(chunk), input))
                  .collect(Collectors.joining(System.lineSeparator()));
        });
    return batch.finish();
  }

  /** First byte, one after the last, tokens, text. */
  private static String line(Chunk chunk) {
    return "%d\t%d\t%d\t%s"
        .formatted(
            chunk.byteStart(),
            chunk.byteEnd(),
            chunk.tokens(),
            VisibleBytes.of(chunk.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
