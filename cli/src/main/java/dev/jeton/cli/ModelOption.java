package dev.jeton.cli;

import dev.jeton.llm.Model;
import dev.jeton.llm.ModelException;
import dev.jeton.llm.Precision;
import dev.jeton.llm.Session;
import dev.jeton.llm.kv.CacheType;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.chat.ChatTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which language model a command of {@code jeton llm} uses. */
final class ModelOption {
  private static final String SHIPPED = "lm-small";

  @Option(
      names = "--model",
      defaultValue = SHIPPED,
      paramLabel = "FILE|NAME",
      description =
          "A GGUF file, a folder of config.json and safetensors, a .bin of llama2.c, or a shipped model"
              + " (${DEFAULT-VALUE}).")
  private Path model = Path.of(SHIPPED);

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "Its tokenizer, where that is not in the model's file or beside it.")
  private @Nullable Path tokenizer;

  @Option(
      names = {"--precision", "--weights"},
      defaultValue = "auto",
      description =
          "rounded: Q8_0, Q4_0, Q4_K and Q6_K times activations of 8 bits; mapped: all types where they"
              + " lie, times 32 bits; floats: decoded to 32 bits at once; auto: rounded where that"
              + " fits half of the memory (${DEFAULT-VALUE}).")
  private Precision weights = Precision.AUTO;

  @Option(
      names = "--cache",
      paramLabel = "F32|F16",
      defaultValue = "F32",
      description =
          "Keys and values of 32 bits, or of 16, which is half the memory (${DEFAULT-VALUE}).")
  private CacheType cache = CacheType.F32;

  /** An empty session of all the positions that the model was made for. */
  Session session(Model opened) {
    return opened.session(opened.shape().context(), cache);
  }

  /** Opens it: a file of that name, or else the shipped model. */
  Model open() throws IOException {
    boolean shipped = !Files.exists(model) && new ModelShelf().speaks(model.toString());
    return shipped ? Model.shipped(model.toString(), weights) : Model.open(model, weights);
  }

  /** Its chat template. */
  ChatTemplate template() throws IOException {
    try {
      return ChatTemplate.open(model);
    } catch (TokenizerException e) {
      throw new ModelException(
          "expected a chat template in the model; give one with --template: " + e.getMessage(), e);
    }
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
