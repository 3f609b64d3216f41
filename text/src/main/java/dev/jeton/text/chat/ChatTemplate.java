package dev.jeton.text.chat;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.ChatTemplateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's chat template: Jinja, rendered as transformers does it ({@code trim_blocks}, {@code
 * lstrip_blocks}, loop controls, {@code tojson}, {@code raise_exception}, {@code strftime_now}).
 * Immutable, for any number of threads. A template can neither run for long nor use much memory nor
 * reach anything but what it is given.
 */
public final class ChatTemplate {
  private static final String DEFAULT = "default";
  private static final String WITH_TOOLS = "tool_use";

  private final Map<String, Program> programs;
  private final Map<String, String> specialTokens;

  private ChatTemplate(Map<String, Program> programs, Map<String, String> specialTokens) {
    this.programs = programs;
    this.specialTokens = specialTokens;
  }

  /**
   * A template.
   *
   * @throws TokenizerException if it is none, with line and column
   */
  public static ChatTemplate of(String source) {
    return of(Map.of(DEFAULT, source), Map.of());
  }

  /**
   * Templates of one model.
   *
   * @param sources by name; {@code tool_use} serves conversations with tools, {@code default} all
   *     others, and one that is alone everything
   * @param specialTokens such as {@code bos_token}, by name
   * @throws TokenizerException if one is none, with line and column, or there is no default
   */
  public static ChatTemplate of(Map<String, String> sources, Map<String, String> specialTokens) {
    var programs = new LinkedHashMap<String, Program>();
    sources.forEach((name, source) -> programs.put(name, Program.of(source)));
    if (programs.size() != 1 && !programs.containsKey(DEFAULT)) {
      throw new TokenizerException(
          "expected a chat template named 'default', found %s"
              .formatted(programs.isEmpty() ? "none" : String.join(", ", programs.keySet())));
    }
    return new ChatTemplate(programs, Map.copyOf(specialTokens));
  }

  /**
   * Reads a model's template: {@code tokenizer_config.json}, {@code chat_template.jinja} or {@code
   * chat_template.json}, a GGUF file, or a folder with one of these.
   *
   * @throws TokenizerException if there is none
   */
  public static ChatTemplate open(Path file) throws IOException {
    return ChatTemplateFiles.open(file);
  }

  /** The same with another value for a special token, such as {@code bos_token}. */
  public ChatTemplate withSpecialToken(String name, String token) {
    var tokens = new LinkedHashMap<>(specialTokens);
    tokens.put(name, token);
    return new ChatTemplate(programs, Map.copyOf(tokens));
  }

  /** Special tokens by their names in the template. */
  public Map<String, String> specialTokens() {
    return specialTokens;
  }

  /** The names of its templates. */
  public List<String> names() {
    return List.copyOf(programs.keySet());
  }

  /**
   * The text of a conversation, up to where the model answers.
   *
   * @throws TokenizerException if the template refuses it or fails, with line and column
   */
  public RenderedChat render(List<Message> messages) {
    return render(messages, ChatOptions.DEFAULT);
  }

  /**
   * The text of a conversation.
   *
   * @throws TokenizerException if the template refuses it or fails, with line and column
   */
  public RenderedChat render(List<Message> messages, ChatOptions options) {
    if (messages.isEmpty()) {
      throw new TokenizerException("expected at least one message, found none");
    }
    var values = new ChatValues();
    var variables = new LinkedHashMap<String, Value>();
    try {
      specialTokens.forEach((name, token) -> variables.put(name, Str.own(token)));
      variables.put("messages", values.messages(messages));
      variables.put("tools", listed(options.tools(), "tools", values));
      variables.put("documents", listed(options.documents(), "documents", values));
      variables.put("add_generation_prompt", Value.Bool.of(options.generationPrompt()));
      options.variables().forEach((name, value) -> variables.put(name, values.of(value, name, 0)));
    } catch (TemplateFault e) {
      throw new TokenizerException("the conversation: " + e.said(), e);
    }
    var program = program(!options.tools().isEmpty());
    var now = options.clock().instant().atZone(options.clock().getZone());
    return new RenderedChat(program.run(variables, now, values.characters()), program.literals());
  }

  private static Value listed(
      List<? extends Map<String, ?>> items, String name, ChatValues values) {
    return items.isEmpty() ? Value.None.NONE : values.of(new ArrayList<>(items), name, 0);
  }

  private Program program(boolean tools) {
    var program = tools ? programs.get(WITH_TOOLS) : null;
    program = program == null ? programs.get(DEFAULT) : program;
    return program == null ? programs.values().iterator().next() : program;
  }
}
