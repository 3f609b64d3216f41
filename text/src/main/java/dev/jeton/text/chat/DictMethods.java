package dev.jeton.text.chat;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of dicts. */
final class DictMethods {
  private static final Set<String> CHANGING =
      Set.of("clear", "pop", "popitem", "setdefault", "update");

  private DictMethods() {}

  /** The method {@code name}, or null. */
  static @Nullable Value of(Dict dict, String name) {
    if (CHANGING.contains(name)) {
      return Members.changes("dict", name);
    }
    Value.Callable.@Nullable Body body =
        switch (name) {
          case "get" ->
              given -> {
                var bound = given.to("get", 1, "key", "default");
                var value = dict.get(bound.value(0));
                return value == null ? bound.or(1, Value.None.NONE) : value;
              };
          case "items" -> given -> noneGiven("items", given, dict.items());
          case "keys" -> given -> noneGiven("keys", given, dict.keys());
          case "values" -> given -> noneGiven("values", given, dict.values());
          case "copy" -> given -> noneGiven("copy", given, dict);
          case "fromkeys" ->
              given -> {
                throw new TemplateFault("the method 'fromkeys' is not supported");
              };
          default -> null;
        };
    return body == null ? null : new Value.Callable(name, body);
  }

  private static Value noneGiven(String name, Arguments given, Value value) {
    given.to(name, 0);
    return value;
  }
}
