package dev.jeton.text.file;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.chat.ChatTemplate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the chat template of a model: in its own file, in its configuration or in GGUF. */
public final class ChatTemplateFiles {
  private static final String JINJA = "chat_template.jinja";
  private static final String JSON = "chat_template.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String MORE = "additional_chat_templates";
  private static final long LARGEST = 1L << 26;
  private static final int MAGIC = 4;
  private static final List<String> TOKENS =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  /**
   * The texts of a model's templates.
   *
   * @param templates by name
   * @param specialTokens such as {@code bos_token}, by name
   */
  public record Sources(Map<String, String> templates, Map<String, String> specialTokens) {
    ChatTemplate template() {
      return ChatTemplate.of(templates, specialTokens);
    }
  }

  private interface Opening {
    Sources open() throws IOException;
  }

  private ChatTemplateFiles() {}

  /** Opens a file of any of these kinds, or what a folder holds. */
  public static ChatTemplate open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    try {
      return (isGguf(path) ? gguf(path) : text(path)).template();
    } catch (TokenizerException e) {
      throw new TokenizerException(path + ": " + e.getMessage(), e);
    }
  }

  /** Opens what a tokenizer file holds, or else what lies beside it. */
  public static ChatTemplate beside(Path tokenizer) throws IOException {
    if (!Files.isDirectory(tokenizer) && isGguf(tokenizer)) {
      return open(tokenizer);
    }
    var folder = tokenizer.toAbsolutePath().getParent();
    return folder(folder == null ? tokenizer : folder);
  }

  private static ChatTemplate folder(Path folder) throws IOException {
    var config = folder.resolve(CONFIG);
    for (var name : List.of(JINJA, JSON)) {
      if (Files.exists(folder.resolve(name))) {
        return named(folder.resolve(name), () -> text(folder.resolve(name)));
      }
    }
    if (Files.exists(config)) {
      return named(config, () -> text(config));
    }
    try (var files = Files.list(folder)) {
      var models = files.filter(file -> file.toString().endsWith(".gguf")).sorted().toList();
      if (models.size() == 1) {
        return open(models.getFirst());
      }
    }
    throw new TokenizerException(
        "%s: expected a chat template in %s, %s, %s or one GGUF file, found none of them"
            .formatted(folder, JINJA, JSON, CONFIG));
  }

  /** What a folder has of templates, which may be none, and of special tokens. */
  public static Sources sources(Path folder) throws IOException {
    for (var name : List.of(JINJA, JSON)) {
      if (Files.exists(folder.resolve(name))) {
        return text(folder.resolve(name));
      }
    }
    var config = folder.resolve(CONFIG);
    if (!Files.exists(config)) {
      return new Sources(Map.of(), Map.of());
    }
    var found = JsonValue.parse(read(config));
    return found.get("chat_template").isNull()
        ? new Sources(Map.of(), tokens(found))
        : configured(found, config);
  }

  private static ChatTemplate named(Path file, Opening opening) throws IOException {
    try {
      return opening.open().template();
    } catch (TokenizerException e) {
      throw new TokenizerException(file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isGguf(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return GgufHeader.recognises(in.readNBytes(MAGIC));
    }
  }

  private static Sources gguf(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      var header = GgufHeader.read(in);
      var source =
          header
              .text("chat_template")
              .orElseThrow(
                  () ->
                      new TokenizerException(
                          "expected a chat template, found no tokenizer.chat_template"));
      var sources = new LinkedHashMap<>(Map.of("default", source));
      header.text("chat_template.tool_use").ifPresent(tools -> sources.put("tool_use", tools));
      return new Sources(sources, tokens(header));
    }
  }

  private static Map<String, String> tokens(GgufHeader header) {
    var texts = header.texts("ggml.tokens");
    var tokens = new LinkedHashMap<String, String>();
    for (var key : List.of("bos", "eos", "unknown", "seperator", "padding", "cls", "mask")) {
      int id = header.id("ggml." + key + "_token_id", -1);
      if (id >= 0 && id < texts.length) {
        var name =
            switch (key) {
              case "unknown" -> "unk";
              case "seperator" -> "sep"; // as the format spells it
              case "padding" -> "pad";
              default -> key;
            };
        tokens.put(name + "_token", texts[id]);
      }
    }
    return tokens;
  }

  /** A template as it is, or a configuration that holds it. */
  private static Sources text(Path file) throws IOException {
    var content = read(file);
    var name = String.valueOf(file.getFileName());
    if (name.endsWith(".json")) {
      return configured(JsonValue.parse(content), file);
    }
    var folder = file.toAbsolutePath().getParent();
    var sources = new LinkedHashMap<>(Map.of("default", string(content)));
    Map<String, String> tokens = Map.of();
    if (folder != null && name.equals(JINJA)) {
      sources.putAll(additional(folder.resolve(MORE)));
    }
    if (folder != null && Files.exists(folder.resolve(CONFIG))) {
      tokens = tokens(JsonValue.parse(read(folder.resolve(CONFIG))));
    }
    return new Sources(sources, tokens);
  }

  private static Map<String, String> additional(Path folder) throws IOException {
    var sources = new LinkedHashMap<String, String>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (var file : files.filter(f -> f.toString().endsWith(".jinja")).sorted().toList()) {
          var name = String.valueOf(file.getFileName());
          sources.put(name.substring(0, name.length() - ".jinja".length()), string(read(file)));
        }
      }
    }
    return sources;
  }

  private static Sources configured(JsonValue config, Path file) throws IOException {
    var template = config.get("chat_template");
    if (template.isNull()) {
      throw template.expected("a chat template");
    }
    var sources = new LinkedHashMap<String, String>();
    if (template.isList()) {
      for (var one : template.list()) {
        sources.put(one.get("name").text(), one.get("template").text());
      }
    } else {
      sources.put("default", template.text());
    }
    var beside = file.resolveSibling(CONFIG);
    var tokens =
        String.valueOf(file.getFileName()).equals(JSON) && Files.exists(beside)
            ? tokens(JsonValue.parse(read(beside)))
            : tokens(config);
    return new Sources(sources, tokens);
  }

  private static Map<String, String> tokens(JsonValue config) {
    var tokens = new LinkedHashMap<String, String>();
    for (var name : TOKENS) {
      var token = config.get(name);
      if (!token.isNull()) {
        tokens.put(name, token.isText() ? token.text() : token.get("content").text());
      }
    }
    return tokens;
  }

  private static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new TokenizerException("expected at most 64 MiB, found %d bytes".formatted(size));
    }
    return Files.readAllBytes(file);
  }

  private static String string(byte[] content) {
    int invalid = Utf8.firstInvalid(content);
    if (invalid >= 0) {
      throw new TokenizerException(
          "expected UTF-8, found byte 0x%02X at %d".formatted(content[invalid], invalid));
    }
    return Utf8.decode(content);
  }
}
