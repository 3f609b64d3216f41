package dev.jeton.text.chat;

import dev.jeton.text.TokenizerException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages, tools and variables as the template sees them; all their strings are content. */
final class ChatValues {
  /** Roles that templates may build control tokens from, such as {@code <|user|>}. */
  private static final Set<String> ROLES =
      Set.of(
          "system",
          "user",
          "assistant",
          "tool",
          "developer",
          "function",
          "ipython",
          "observation",
          "model",
          "chatbot",
          "documents",
          "tools",
          "tool_call",
          "tool_calls",
          "tool_response",
          "tool_result",
          "tool_results",
          "environment",
          "control",
          "critic");

  private static final List<String> REASONING =
      List.of("reasoning_content", "thinking", "reasoning");

  private long characters;

  /** How many characters were taken. */
  long characters() {
    return characters;
  }

  /** Messages as a list. What is null in them is left out, as transformers does. */
  Value messages(List<Message> messages) {
    var list = new ArrayList<Value>();
    for (int i = 0; i < messages.size(); i++) {
      var place = "messages[" + i + "]";
      var fields = new LinkedHashMap<Value, Value>();
      messages
          .get(i)
          .fields()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  fields.put(Str.content(name), field(name, value, place));
                }
              });
      list.add(reasoned(new Dict(fields)));
    }
    return Seq.list(list);
  }

  private Value field(String name, Object value, String place) {
    return name.equals("role") && value instanceof String role && ROLES.contains(role)
        ? Str.own(role)
        : of(value, place + "." + name, 0);
  }

  /** What the model thought goes by the names of all templates, as transformers does it. */
  private static Dict reasoned(Dict message) {
    for (var name : REASONING) {
      var thought = message.get(name);
      if (thought != null && thought != Value.None.NONE) {
        var all = new LinkedHashMap<Value, Value>();
        all.put(Str.own("thinking"), thought);
        all.putAll(message.entries);
        all.put(Str.own("reasoning_content"), thought);
        return new Dict(all);
      }
    }
    return message;
  }

  /**
   * Any value.
   *
   * @param place where it stands, for errors
   */
  Value of(@Nullable Object value, String place, int depth) {
    if (depth > Seq.DEEPEST) {
      throw new TokenizerException(
          "%s: expected values nested at most %d deep".formatted(place, Seq.DEEPEST));
    }
    return switch (value) {
      case null -> Value.None.NONE;
      case String text -> {
        characters += text.length();
        yield Str.content(text);
      }
      case Boolean truth -> Value.Bool.of(truth);
      case Integer number -> Value.Int.of(number);
      case Long number -> Value.Int.of(number);
      case BigInteger number -> Value.Int.of(number);
      case BigDecimal number -> new Value.Real(number.doubleValue());
      case Number number -> new Value.Real(number.doubleValue());
      case Map<?, ?> map -> dict(map, place, depth);
      case Iterable<?> items -> list(items, place, depth);
      default ->
          throw new TokenizerException(
              "%s: expected a string, number, boolean, null, list or map, found %s"
                  .formatted(place, value.getClass().getName()));
    };
  }

  private Value dict(Map<?, ?> map, String place, int depth) {
    var entries = new LinkedHashMap<Value, Value>();
    map.forEach(
        (name, inner) ->
            entries.put(
                of(String.valueOf(name), place, depth), of(inner, place + "." + name, depth + 1)));
    return new Dict(entries);
  }

  private Value list(Iterable<?> items, String place, int depth) {
    var list = new ArrayList<Value>();
    for (var item : items) {
      list.add(of(item, place + "[" + list.size() + "]", depth + 1));
    }
    return Seq.list(list);
  }
}
