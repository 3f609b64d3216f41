package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import dev.jeton.text.compress.TextCompressor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton text compress}. */
final class TextCompress extends Subcommand {

  /** What became of one input. */
  record Result(String input, String output, int bytes, int compressed, double bitsPerByte) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s -> %s: %d bytes, %d compressed, %.3f bits per byte",
          input,
          output,
          bytes,
          compressed,
          bitsPerByte);
    }
  }

  @Parameters(
      paramLabel = "IN",
      arity = "1..*",
      description = "Files, or folders of files; - for standard input. Any bytes will do.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description =
          "What 'jeton text train --kind byte-model' learnt, or --kind equal-info; the same is"
              + " needed to decompress.")
  private Path model = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "File or folder to write to, - for standard output; without it, IN.jtc beside IN.")
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    var compressor = TextCompressor.open(model);
    var files = Inputs.of(inputs, file -> !file.toString().endsWith(".jtc"));
    var outputs = new Outputs(output, files, Inputs.anyFolder(inputs), ".jtc", ".jtc");
    var batch = batch(files, outputs);
    batch.run(files, input -> compress(input, compressor, outputs));
    return batch.finish();
  }

  private static Result compress(Inputs input, TextCompressor compressor, Outputs outputs)
      throws IOException {
    byte[] text = TextInputs.bytes(input);
    byte[] file = compressor.compress(text);
    var output = outputs.of(input);
    if (output.equals(StandardStreams.DASH)) {
      StandardStreams.write(file);
    } else {
      WholeFile.write(output, file);
    }
    return new Result(
        input.name(),
        Outputs.name(output),
        text.length,
        file.length,
        8.0 * file.length / Math.max(1, text.length));
  }
}
