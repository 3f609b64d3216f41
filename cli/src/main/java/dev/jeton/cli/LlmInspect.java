package dev.jeton.cli;

import dev.jeton.llm.Model;
import dev.jeton.llm.Precision;
import dev.jeton.llm.TransformerShape;
import dev.jeton.text.file.GgufValue;
import dev.jeton.weights.gguf.GgufTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jeton llm inspect}. */
final class LlmInspect extends Subcommand {

  /**
   * What a model file holds.
   *
   * @param parameters numbers in all tensors
   * @param bitsPerParameter scales counted
   * @param types tensors of each type
   * @param metadata keys and values; of lists their lengths
   */
  record Result(
      TransformerShape shape,
      long parameters,
      double bitsPerParameter,
      Map<String, Integer> types,
      Map<String, String> metadata,
      List<String> tensors) {

    List<String> lines() {
      var lines = new ArrayList<String>();
      lines.add(
          "%s: %,d parameters, %.2f bits each %s"
              .formatted(shape.architecture(), parameters, bitsPerParameter, types));
      lines.add(
          "%d layers of %d, %d heads over %d, %d ids, %d positions"
              .formatted(
                  shape.layers(),
                  shape.dim(),
                  shape.heads(),
                  shape.kvHeads(),
                  shape.vocabulary(),
                  shape.context()));
      metadata.forEach((key, value) -> lines.add(key + " = " + value));
      lines.addAll(tensors);
      return lines;
    }
  }

  @Parameters(
      paramLabel = "FILE",
      description = "A GGUF file, a folder of config.json and safetensors, or a .bin of llama2.c.")
  private Path file = Path.of("");

  @Option(names = "--tensors", description = "List all tensors too.")
  private boolean tensors;

  @Override
  public Integer call() throws IOException {
    try (var model = Model.open(file, Precision.MAPPED)) {
      var result = result(model);
      if (json) {
        Json.print(out(), result);
      } else {
        result.lines().forEach(out()::println);
      }
    }
    return 0;
  }

  private Result result(Model model) {
    var all = model.file().tensors().values();
    long parameters = all.stream().mapToLong(GgufTensor::count).sum();
    long bytes = all.stream().mapToLong(tensor -> tensor.data().byteSize()).sum();
    var types = new TreeMap<String, Integer>();
    all.forEach(tensor -> types.merge(tensor.type().name(), 1, Integer::sum));
    var metadata = new TreeMap<String, String>();
    model.file().metadata().values().forEach((key, value) -> metadata.put(key, shown(value)));
    return new Result(
        model.shape(),
        parameters,
        8.0 * bytes / parameters,
        types,
        metadata,
        tensors ? all.stream().map(LlmInspect::line).toList() : List.of());
  }

  private static String line(GgufTensor tensor) {
    return "%s %s %s".formatted(tensor.name(), tensor.type(), Arrays.toString(tensor.shape()));
  }

  private static String shown(GgufValue value) {
    return switch (value) {
      case GgufValue.Text(String text) ->
          VisibleBytes.of(
              (text.length() > 60 ? text.substring(0, 60) + "…" : text)
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case GgufValue.Whole whole -> String.valueOf(whole.value());
      case GgufValue.Real real -> String.valueOf((float) real.value());
      case GgufValue.Texts texts -> texts.texts().size() + " texts";
      case GgufValue.Numbers numbers -> numbers.values().length + " numbers";
    };
  }
}
