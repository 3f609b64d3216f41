package dev.jeton.text.chat;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.file.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as clients of models write it: messages, and what the template is told. */
public record Chat(List<Message> messages, ChatOptions options) {

  /** Python's numbers, and of equal names the last one. */
  static final JsonReader JSON =
      new JsonReader(JsonReader.Numbers.EXACT, false, Seq.DEEPEST, StrBuilder.LONGEST);

  public Chat {
    messages = List.copyOf(messages);
  }

  /**
   * Reads JSON in the form of OpenAI's API: a list of messages, or an object with {@code messages}
   * and, where wanted, {@code tools}, {@code documents}, {@code add_generation_prompt} and {@code
   * chat_template_kwargs}; its other members are for the model and not for the template.
   *
   * @throws TokenizerException if it is none
   */
  public static Chat parse(byte[] json) {
    var value = JSON.read(json);
    if (value instanceof List<?> messages) {
      return new Chat(messages(messages), ChatOptions.DEFAULT);
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new TokenizerException("expected messages, a list or an object, found neither");
    }
    if (!(map.get("messages") instanceof List<?> messages)) {
      throw new TokenizerException("messages: expected a list, found none");
    }
    var options = ChatOptions.DEFAULT;
    if (map.get("add_generation_prompt") instanceof Boolean wanted) {
      options = options.withGenerationPrompt(wanted);
    }
    options = options.withTools(objects(map.get("tools"), "tools"));
    options = options.withDocuments(objects(map.get("documents"), "documents"));
    if (map.get("chat_template_kwargs") instanceof Map<?, ?> variables) {
      for (var entry : variables.entrySet()) {
        options = options.with(String.valueOf(entry.getKey()), entry.getValue());
      }
    }
    return new Chat(messages(messages), options);
  }

  private static List<Message> messages(List<?> list) {
    return objects(list, "messages").stream().map(Message::new).toList();
  }

  private static List<Map<String, @Nullable Object>> objects(@Nullable Object value, String place) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new TokenizerException(place + ": expected a list");
    }
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    for (var item : list) {
      if (!(item instanceof Map<?, ?>)) {
        throw new TokenizerException("%s[%d]: expected an object".formatted(place, objects.size()));
      }
      @SuppressWarnings("unchecked") // the reader makes no other maps
      var object = (Map<String, @Nullable Object>) item;
      objects.add(object);
    }
    return objects;
  }
}
