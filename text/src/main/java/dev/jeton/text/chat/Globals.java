package dev.jeton.text.chat;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that every chat template may call. */
final class Globals {
  private Globals() {}

  /** By name; {@code now} is what {@code strftime_now} shows. */
  static Map<String, Value> all(ZonedDateTime now) {
    return Map.of(
        "range", new Value.Callable("range", Ranges::of),
        "dict", new Value.Callable("dict", Globals::dict),
        "namespace", new Value.Callable("namespace", Globals::namespace),
        "raise_exception", new Value.Callable("raise_exception", Globals::raised),
        "strftime_now",
            new Value.Callable(
                "strftime_now",
                given -> {
                  var format = given.to("strftime_now", 1, "format").string(0);
                  return Str.madeFrom(format.hasContent(), Strftime.of(format.text(), now));
                }));
  }

  private static Value raised(Arguments given) {
    throw new TemplateFault(
        PythonText.str(given.to("raise_exception", 1, "message").value(0)).text());
  }

  private static Dict dict(Arguments given) {
    var entries = new LinkedHashMap<Value, Value>();
    if (given.positional().size() > 1) {
      throw new TemplateFault("dict: expected at most one value");
    }
    for (var from : given.positional()) {
      if (from instanceof Dict dict) {
        entries.putAll(dict.entries);
        continue;
      }
      for (var pair : Sequences.items(from)) {
        var items = Sequences.items(pair);
        if (items.size() != 2) {
          throw new TemplateFault("dict: expected pairs, found %d values".formatted(items.size()));
        }
        entries.put(Dict.key(items.get(0)), items.get(1));
      }
    }
    given.named().forEach((name, value) -> entries.put(Str.own(name), value));
    return new Dict(entries);
  }

  private static Value namespace(Arguments given) {
    var namespace = new Value.Namespace();
    dict(given)
        .entries
        .forEach(
            (name, value) -> {
              var written = PythonText.str(name).text();
              checkAttribute(written);
              namespace.attributes.put(written, value);
            });
    return namespace;
  }

  /** Refuses names that transformers refuses. */
  static void checkAttribute(String name) {
    if (name.startsWith("_")) {
      throw new TemplateFault("'%s': attributes may not begin with '_'".formatted(name));
    }
  }

  /** Names of the functions. */
  static List<String> names() {
    return List.of("range", "dict", "namespace", "raise_exception", "strftime_now");
  }
}
