package dev.jeton.llm;

import dev.jeton.llm.file.ModelFiles;
import dev.jeton.text.Tokenizer;
import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.ChatTemplateFiles;
import dev.jeton.text.file.GgufMetadata;
import dev.jeton.text.file.GgufType;
import dev.jeton.text.file.GgufValue;
import dev.jeton.text.file.GgufVocabulary;
import dev.jeton.weights.gguf.Gguf;
import dev.jeton.weights.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A model of any format as one GGUF file: its tensors under the names and in the order that GGUF
 * has, with its tokenizer and chat template.
 */
public final class Conversion {
  private static final String IDS = "tokenizer.ggml.";
  private static final String TEMPLATE = "tokenizer.chat_template";

  private final SequencedMap<String, GgufValue> values;
  private final Gguf model;
  private final List<String> notes = new ArrayList<>();

  private Conversion(Gguf model) {
    this.model = model;
    values = new LinkedHashMap<>(model.metadata().values());
  }

  /**
   * Opens a model.
   *
   * @param tokenizer where its own is not to be taken; empty if it is
   * @param arena in which its files are mapped, for as long as this is used
   * @throws IOException if a file cannot be read or is broken
   * @throws ModelException if GGUF cannot say its tokenizer
   */
  public static Conversion of(Path source, Optional<Path> tokenizer, Arena arena)
      throws IOException {
    var opened = ModelFiles.open(source, arena);
    var conversion = new Conversion(opened.model());
    boolean has = opened.model().metadata().values().containsKey(IDS + "tokens");
    boolean ofTexts = !opened.model().metadata().values().containsKey("jeton.model");
    if (tokenizer.isPresent() || ofTexts && !has) {
      var found =
          tokenizer.isPresent() ? Optional.of(Tokenizer.open(tokenizer.get())) : opened.tokenizer();
      conversion.speak(source, found);
    }
    return conversion;
  }

  /** What the file cannot say and only some texts show, one line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Writes the file whole or not at all.
   *
   * @param type of matrices; empty to leave them as they are
   * @throws ModelException if the type is only read, or a number is not finite
   */
  public void write(Path file, Optional<TensorType> type) throws IOException {
    var metadata = new GgufMetadata(3, model.tensors().size(), values);
    var named = new Gguf(metadata, model.tensors());
    var stored = type.isPresent() ? Quantization.of(named, type.get()) : Quantization.none(named);
    stored.write(file);
  }

  private void speak(Path source, Optional<Tokenizer> tokenizer) throws IOException {
    if (tokenizer.isEmpty()) {
      notes.add("found no tokenizer: give one with --tokenizer");
      return;
    }
    values.keySet().removeIf(key -> key.startsWith(IDS));
    int ids = ModelTensors.required(model, "token_embd.weight").rows();
    try {
      var written = GgufVocabulary.of(tokenizer.get(), ids);
      values.putAll(written.values());
      notes.addAll(written.notes());
    } catch (TokenizerException e) {
      throw new ModelException(source + ": " + e.getMessage(), e);
    }
    if (Files.isDirectory(source)) {
      var chat = ChatTemplateFiles.sources(source);
      template(chat.templates());
      specials(tokenizer.get(), chat.specialTokens());
    } else {
      specials(tokenizer.get(), Map.of());
    }
  }

  private void template(Map<String, String> templates) {
    var all = new LinkedHashMap<>(templates);
    var tools = all.remove("tool_use");
    var alone = all.size() == 1 ? all.firstEntry().getValue() : all.get("default");
    if (alone != null) {
      values.put(TEMPLATE, new GgufValue.Text(alone));
    }
    if (tools != null) {
      values.put(TEMPLATE + ".tool_use", new GgufValue.Text(tools));
    }
  }

  /** Ids of tokens with a part to play; the end is one that the model has as an end. */
  private void specials(Tokenizer tokenizer, Map<String, String> named) {
    var ends = Arrays.stream(model.metadata().numbers("jeton.end_token_ids")).boxed().toList();
    named.forEach(
        (name, token) -> {
          var id = tokenizer.id(token.getBytes(StandardCharsets.UTF_8));
          boolean other = name.equals("eos_token") && !ends.isEmpty();
          if (id.isPresent() && !(other && !ends.contains((double) id.getAsInt()))) {
            id(name, id.getAsInt());
          }
        });
    if (!ends.isEmpty()) {
      id("eos_token", ends.getFirst().intValue());
    }
  }

  /** Puts an id where there is none. */
  private void id(String name, int id) {
    var key =
        switch (name) {
          case "unk_token" -> "unknown_token";
          case "sep_token" -> "seperator_token"; // as the format spells it
          case "pad_token" -> "padding_token";
          default -> name;
        };
    values.putIfAbsent(IDS + key + "_id", new GgufValue.Whole(GgufType.U32, id));
  }
}
