package dev.jeton.text.chat;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template is given beside the messages.
 *
 * @param generationPrompt whether the text ends where the model is to begin its answer
 * @param tools tools as JSON schemas, in the form of OpenAI's API; none where empty
 * @param documents texts to answer from; none where empty
 * @param variables what else the template knows, such as {@code enable_thinking}
 * @param clock what {@code strftime_now} shows
 */
public record ChatOptions(
    boolean generationPrompt,
    List<? extends Map<String, ? extends @Nullable Object>> tools,
    List<? extends Map<String, ? extends @Nullable Object>> documents,
    Map<String, ? extends @Nullable Object> variables,
    Clock clock) {

  /** With a generation prompt and the system's clock, without anything else. */
  public static final ChatOptions DEFAULT =
      new ChatOptions(true, List.of(), List.of(), Map.of(), Clock.systemDefaultZone());

  public ChatOptions {
    tools = List.copyOf(tools);
    documents = List.copyOf(documents);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** The same with or without a generation prompt. */
  public ChatOptions withGenerationPrompt(boolean wanted) {
    return new ChatOptions(wanted, tools, documents, variables, clock);
  }

  /** The same with these tools. */
  public ChatOptions withTools(List<? extends Map<String, ? extends @Nullable Object>> given) {
    return new ChatOptions(generationPrompt, given, documents, variables, clock);
  }

  /** The same with these documents. */
  public ChatOptions withDocuments(List<? extends Map<String, ? extends @Nullable Object>> given) {
    return new ChatOptions(generationPrompt, tools, given, variables, clock);
  }

  /** The same with the variable {@code name}. */
  public ChatOptions with(String name, @Nullable Object value) {
    var more = new LinkedHashMap<String, @Nullable Object>(variables);
    more.put(name, value);
    return new ChatOptions(generationPrompt, tools, documents, more, clock);
  }

  /** The same with another clock. */
  public ChatOptions withClock(Clock other) {
    return new ChatOptions(generationPrompt, tools, documents, variables, other);
  }
}
