package dev.jeton.cli;

import dev.jeton.core.WholeFile;
import dev.jeton.text.compress.TextCompressor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton text decompress}. */
final class TextDecompress extends Subcommand {

  /** What became of one input. */
  record Result(String input, String output, int bytes) {
    @Override
    public String toString() {
      return "%s -> %s: %d bytes".formatted(input, output, bytes);
    }
  }

  @Parameters(
      paramLabel = "IN.jtc",
      arity = "1..*",
      description =
          "Files, or folders of files, that 'jeton text compress' made; - for standard input.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "The model that they were compressed with.")
  private Path model = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "File or folder to write to, - for standard output; without it, IN.decompressed.txt"
              + " beside IN.")
  private @Nullable String output;

  @Override
  public Integer call() throws IOException {
    var compressor = TextCompressor.open(model);
    var files = Inputs.of(inputs, file -> file.toString().endsWith(".jtc"));
    var outputs = new Outputs(output, files, Inputs.anyFolder(inputs), ".txt", ".decompressed.txt");
    var batch = batch(files, outputs);
    batch.run(files, input -> decompress(input, compressor, outputs));
    return batch.finish();
  }

  private static Result decompress(Inputs input, TextCompressor compressor, Outputs outputs)
      throws IOException {
    byte[] text = compressor.decompress(TextInputs.bytes(input));
    var output = outputs.of(input);
    if (output.equals(StandardStreams.DASH)) {
      StandardStreams.write(text);
    } else {
      WholeFile.write(output, text);
    }
    return new Result(input.name(), Outputs.name(output), text.length);
  }
}
