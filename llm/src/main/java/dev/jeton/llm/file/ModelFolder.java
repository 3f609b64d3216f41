package dev.jeton.llm.file;

import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.JsonValue;
import dev.jeton.weights.Safetensors;
import dev.jeton.weights.WeightFileException;
import dev.jeton.weights.WeightTensor;
import dev.jeton.weights.gguf.Gguf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * A folder as transformers saves models: config.json, safetensors in one file or several that
 * model.safetensors.index.json lists, and tokenizer.json or SentencePiece's tokenizer.model.
 */
final class ModelFolder {
  private static final String CONFIG = "config.json";
  private static final String ONE = "model.safetensors";
  private static final String LIST = "model.safetensors.index.json";

  private ModelFolder() {}

  static ModelFiles.Opened open(Path folder, Arena arena) throws IOException {
    try {
      var config = json(folder.resolve(CONFIG));
      var found = tensors(folder, arena);
      return new ModelFiles.Opened(model(config, found), tokenizer(folder));
    } catch (TokenizerException e) {
      throw (IOException)
          new WeightFileException(folder.toString(), String.valueOf(e.getMessage())).initCause(e);
    }
  }

  private static Gguf model(JsonValue config, SequencedMap<String, WeightTensor> found) {
    var keys = new ModelConfig(config);
    var tensors = new TensorNames(keys).converted(found);
    keys.addTo(tensors);
    return new Gguf(keys.metadata(), tensors);
  }

  private static JsonValue json(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new TokenizerException("expected a folder with " + CONFIG + ", found none");
    }
    return JsonValue.parse(Files.readAllBytes(file));
  }

  private static SequencedMap<String, WeightTensor> tensors(Path folder, Arena arena)
      throws IOException {
    var files = new TreeSet<String>();
    if (Files.exists(folder.resolve(LIST))) {
      var places = JsonValue.parse(Files.readAllBytes(folder.resolve(LIST))).get("weight_map");
      for (var name : places.names()) {
        files.add(plain(places.get(name).text()));
      }
    } else {
      files.add(ONE);
    }
    var all = new LinkedHashMap<String, WeightTensor>();
    for (var file : files) {
      for (var entry : Safetensors.map(folder.resolve(file), arena).tensors().entrySet()) {
        if (all.put(entry.getKey(), entry.getValue()) != null) {
          throw new TokenizerException("tensor '%s' is in two files".formatted(entry.getKey()));
        }
      }
    }
    return all;
  }

  /** A name that does not lead out of the folder. */
  private static String plain(String name) {
    if (!name.matches("[\\w.-]+\\.safetensors")) {
      throw new TokenizerException(LIST + ": expected names of safetensors files");
    }
    return name;
  }

  private static Optional<Tokenizer> tokenizer(Path folder) throws IOException {
    for (var name : List.of("tokenizer.json", "tokenizer.model")) {
      if (Files.exists(folder.resolve(name))) {
        return Optional.of(Tokenizer.open(folder.resolve(name)));
      }
    }
    return Optional.empty();
  }
}
