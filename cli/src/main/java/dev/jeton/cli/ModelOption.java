package dev.jeton.cli;

import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Precision;
import dev.jeton.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which language model a command of {@code jeton llm} uses. */
final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "A GGUF file, a folder of config.json and safetensors, or a .bin of llama2.c.")
  private Path model = Path.of("");

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "Its tokenizer, where that is not in the model's file or beside it.")
  private @Nullable Path tokenizer;

  @Option(
      names = {"--precision", "--weights"},
      defaultValue = "auto",
      description =
          "rounded: Q8_0, Q4_0 and Q4_K times activations of 8 bits; mapped: all types where they"
              + " lie, times 32 bits; floats: decoded to 32 bits at once; auto: rounded where that"
              + " fits half of the memory (${DEFAULT-VALUE}).")
  private Precision weights = Precision.AUTO;

  /** Opens it. */
  Model open() throws IOException {
    return Model.open(model, weights);
  }

  /**
   * Its tokenizer.
   *
   * @throws ModelException if there is none, or it has more ids than the model
   */
  Tokenizer tokenizer(Model opened) throws IOException {
    var found =
        tokenizer != null
            ? Tokenizer.open(tokenizer)
            : opened
                .tokenizer()
                .orElseThrow(
                    () ->
                        new ModelException(
                            model + ": found no tokenizer in it; give one with --tokenizer"));
    int vocabulary = opened.shape().vocabulary();
    if (found.size() > vocabulary) {
      throw new ModelException(
          "expected a tokenizer of at most the model's %d ids, found %d"
              .formatted(vocabulary, found.size()));
    }
    return found;
  }
}
