package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jeton text convert}: any tokenizer as a tokenizer.json. */
final class TextConvert extends Subcommand {

  /**
   * What was written.
   *
   * @param from the format that was read
   * @param size one more than the largest id
   */
  record Result(String file, String from, int size, int bytes) {}

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The tokenizer.json to write.")
  private Path output = Path.of("tokenizer.json");

  @Override
  public Integer call() throws IOException {
    var opened = tokenizer.open(this);
    byte[] file = opened.tokenizerJson();
    WholeFile.write(output, file);
    var from = opened.parts().origin().format();
    if (json) {
      Json.print(out(), new Result(output.toString(), from, opened.size(), file.length));
    } else {
      out()
          .println(
              "%s: %,d tokens of %s, %,d bytes"
                  .formatted(output, opened.size(), from, file.length));
    }
    return 0;
  }
}
