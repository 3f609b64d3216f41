package dev.jeton.cli;

import dev.jeton.llm.Quantization;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton llm quantize}. */
final class LlmQuantize extends Subcommand {

  /** What was written. */
  record Result(String file, String type, long bytesBefore, long bytes) {}

  @Parameters(paramLabel = "FILE", description = "A GGUF file.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The GGUF file to write.")
  private Path output = Path.of("");

  @Option(
      names = "--type",
      required = true,
      description = "Of matrices: F32, F16, Q8_0, Q4_0, Q4_K or Q6_K.")
  private TensorType type = TensorType.Q8_0;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output) && Files.isSameFile(file, output)) {
      throw usage("the file to write is the one to read: " + output);
    }
    try (var arena = Arena.ofConfined()) {
      Quantization.of(Gguf.map(file, arena), type).write(output);
    }
    var result = new Result(output.toString(), type.name(), Files.size(file), Files.size(output));
    if (json) {
      Json.print(out(), result);
    } else {
      out()
          .println(
              "%s: %s, %,d bytes of %,d".formatted(output, type, result.bytes, result.bytesBefore));
    }
    return 0;
  }
}
