package dev.jeton.cli;

import dev.jeton.core.ModelFiles;
import dev.jeton.llm.Model;
import dev.jeton.llm.SignalModel;
import dev.jeton.media.image.ImageGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model that is to make pictures.
 *
 * @param name as it is built in, or the file
 */
record GeneratorModel(String name, ImageGenerator images) {

  /**
   * Opens a model.
   *
   * @param model a built-in name or a file; null for the newest built-in one
   * @param files where its codec's weights are
   * @throws IllegalArgumentException if it is neither a name nor looks like a file
   */
  static GeneratorModel open(@Nullable String model, ModelFiles files) throws IOException {
    if (model == null) {
      return newest();
    }
    if (ImageGenerator.NAMES.contains(model)) {
      return builtIn(model);
    }
    var file = Path.of(model);
    if (!Files.exists(file) && file.getNameCount() == 1 && !model.endsWith(".safetensors")) {
      throw new IllegalArgumentException(
          "no model named '%s' and no such file; built in: %s".formatted(model, present()));
    }
    return new GeneratorModel(
        model,
        gguf(file)
            ? painter(file, files)
            : ImageGenerator.read(Files.readAllBytes(file), model, files));
  }

  private static boolean gguf(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("GGUF");
    }
  }

  /** A causal model as {@code jeton llm convert} writes it; it stays mapped to the end. */
  private static ImageGenerator painter(Path file, ModelFiles files) throws IOException {
    var model = Model.open(file);
    var notes = new HashMap<String, String>();
    for (var key : List.of("codec", "codec_weights", "picture", "classes")) {
      SignalModel.note(model, key).ifPresent(value -> notes.put(key, value));
    }
    return ImageGenerator.of(
        notes, file.toString(), files, layout -> new SignalModel(model, layout));
  }

  /**
   * How many tokens to draw. Says on standard error that a causal model takes a step per token,
   * where another number was asked for.
   *
   * @param tokens how many were asked for; null for all
   * @param steps whether a number of rounds was asked for
   * @throws picocli.CommandLine.ParameterException if the model or its codec cannot do that
   */
  int length(Subcommand command, @Nullable Integer tokens, boolean steps) {
    int all = images.model().layout().count();
    if (tokens != null && (tokens < 1 || tokens > all)) {
      throw command.usage("--tokens is 1 to %d, found %d".formatted(all, tokens));
    }
    if (tokens != null && tokens < all && !images.codec().progressive()) {
      throw command.usage(
          "%s is not progressive: all %d tokens are needed".formatted(images.codec().spec(), all));
    }
    if (steps && images.model().causal()) {
      command
          .err()
          .println("--steps is for masked models: " + name + " decides one token per step");
    }
    return tokens == null ? all : tokens;
  }

  private static GeneratorModel newest() throws IOException {
    for (var name : ImageGenerator.NAMES.reversed()) {
      try {
        return new GeneratorModel(name, ImageGenerator.open(name));
      } catch (NoSuchFileException e) {
        continue; // an older one may be here
      }
    }
    throw new IOException(
        "no model that makes pictures is built in: give --model FILE, which 'jeton train generator'"
            + " writes");
  }

  private static GeneratorModel builtIn(String name) throws IOException {
    try {
      return new GeneratorModel(name, ImageGenerator.open(name));
    } catch (NoSuchFileException e) {
      throw new IOException("%s is not in this build; built in: %s".formatted(name, present()), e);
    }
  }

  private static String present() throws IOException {
    var names = new ModelShelf().models().keySet();
    var here = ImageGenerator.NAMES.stream().filter(names::contains).toList();
    return here.isEmpty() ? "none" : String.join(", ", here);
  }
}
