package dev.jeton.text.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation.
 *
 * @param fields {@code role}, {@code content} and what else the template knows, such as {@code
 *     tool_calls}: strings, numbers, booleans, null, and lists and maps of these
 */
public record Message(Map<String, ? extends @Nullable Object> fields) {

  public Message {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A message that is text. */
  public static Message of(String role, String content) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("role", role);
    fields.put("content", content);
    return new Message(fields);
  }

  /** What the model is told beforehand. */
  public static Message system(String content) {
    return of("system", content);
  }

  /** What a user says. */
  public static Message user(String content) {
    return of("user", content);
  }

  /** What the model said. */
  public static Message assistant(String content) {
    return of("assistant", content);
  }
}
