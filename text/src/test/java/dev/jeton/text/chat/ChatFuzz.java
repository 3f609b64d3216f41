package dev.jeton.text.chat;

import dev.jeton.text.TokenizerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders random templates and compares with what jinja2 made of them; run on request, see {@code
 * docs/text.md}. Arguments: files that {@code chat.py fuzz} wrote.
 */
final class ChatFuzz {
  private static final int SHOWN = 12;

  private ChatFuzz() {}

  public static void main(String[] args) throws IOException {
    for (var file : args) {
      int cases = 0;
      int failing = 0;
      int wrong = 0;
      try (var lines = Files.lines(Path.of(file))) {
        for (var line : (Iterable<String>) lines::iterator) {
          var expected = object(Chat.JSON.read(line.getBytes(StandardCharsets.UTF_8)));
          var found = rendered(expected);
          cases++;
          failing += expected.get("text") == null ? 1 : 0;
          if (!java.util.Objects.equals(expected.get("text"), found) && wrong++ < SHOWN) {
            System.err.printf(
                "%s%n  expected %s%n  found    %s%n",
                expected.get("template"),
                expected.get("text") == null ? expected.get("error") : expected.get("text"),
                found == null ? failure(expected) : found);
          }
        }
      }
      System.err.printf(
          "%s: %d templates, %d of which fail there; %d differ%n", file, cases, failing, wrong);
    }
  }

  private static @Nullable String rendered(Map<?, ?> expected) {
    try {
      return render(expected);
    } catch (TokenizerException e) {
      return null; // an error there too, perhaps
    }
  }

  private static String failure(Map<?, ?> expected) {
    try {
      return render(expected);
    } catch (TokenizerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String render(Map<?, ?> expected) {
    var options =
        ChatOptions.DEFAULT.withClock(
            Clock.fixed(Instant.parse("2026-07-05T14:03:09Z"), ZoneOffset.UTC)); // as in chat.py
    for (var entry : object(expected.get("variables")).entrySet()) {
      options = options.with(String.valueOf(entry.getKey()), entry.getValue());
    }
    return ChatTemplate.of(String.valueOf(expected.get("template")))
        .render(List.of(Message.user("Hello")), options)
        .text();
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return (Map<?, ?>) java.util.Objects.requireNonNull(value);
  }
}
