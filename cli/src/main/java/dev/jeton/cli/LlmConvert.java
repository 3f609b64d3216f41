package dev.jeton.cli;

import dev.jeton.llm.Conversion;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton llm convert}. */
final class LlmConvert extends Subcommand {

  /**
   * What was written.
   *
   * @param notes what the file cannot say
   */
  record Result(String file, long bytes, List<String> notes) {}

  @Parameters(
      paramLabel = "FILE",
      description = "A folder of config.json and safetensors, a .bin of llama2.c, or a GGUF file.")
  private Path source = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The GGUF file to write.")
  private Path output = Path.of("");

  @Option(
      names = "--type",
      description =
          "Of matrices: F32, F16, Q8_0, Q4_0, Q4_K or Q6_K; without it they stay as they are.")
  private @Nullable TensorType type;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "Its tokenizer, where that is not in the model's file or beside it.")
  private @Nullable Path tokenizer;

  @Override
  public Integer call() throws IOException {
    requireOther();
    List<String> notes;
    try (var arena = Arena.ofConfined()) {
      var conversion = Conversion.of(source, Optional.ofNullable(tokenizer), arena);
      conversion.write(output, Optional.ofNullable(type));
      notes = conversion.notes();
    }
    var result = new Result(output.toString(), Files.size(output), notes);
    if (json) {
      Json.print(out(), result);
    } else {
      out().println("%s: %,d bytes".formatted(output, result.bytes));
      notes.forEach(note -> err().println("note: " + note));
    }
    return 0;
  }

  /** What is read must not be what is written. */
  private void requireOther() throws IOException {
    if (!Files.exists(output)) {
      return;
    }
    if (Files.isDirectory(output)) {
      throw usage("the file to write is a folder: " + output);
    }
    if (!Files.exists(source)) {
      return; // which is said when it is opened
    }
    boolean read = Files.isSameFile(source, output);
    if (Files.isDirectory(source)) {
      try (var files = Files.list(source)) {
        for (var file : files.filter(file -> !file.toString().endsWith(".gguf")).toList()) {
          read |= Files.isSameFile(file, output);
        }
      }
    }
    if (read) {
      throw usage("the file to write is one to read: " + output);
    }
  }
}
