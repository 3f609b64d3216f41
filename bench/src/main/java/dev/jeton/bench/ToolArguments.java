package dev.jeton.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a tool: words, and options of the form {@code --name=value} or {@code --name}.
 */
public record ToolArguments(List<String> words, Map<String, String> options) {
  public ToolArguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
  }

  public static ToolArguments of(String... args) {
    var words = new ArrayList<String>();
    var options = new HashMap<String, String>();
    for (var arg : args) {
      if (arg.startsWith("--")) {
        var parts = arg.substring(2).split("=", 2);
        options.put(parts[0], parts.length == 1 ? "" : parts[1]);
      } else {
        words.add(arg);
      }
    }
    return new ToolArguments(words, options);
  }

  public boolean has(String option) {
    return options.containsKey(option);
  }

  public String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }
}
