package dev.jeton.text.chat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables of a block; those of the blocks around it can be read but not set. */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Value> values;

  Scope(@Nullable Scope outer) {
    this(outer, new HashMap<>());
  }

  private Scope(@Nullable Scope outer, Map<String, Value> values) {
    this.outer = outer;
    this.values = values;
  }

  /** The outermost one. */
  static Scope of(Map<String, Value> values) {
    return new Scope(null, new HashMap<>(values));
  }

  @Nullable Value get(String name) {
    for (var scope = this; scope != null; scope = scope.outer) {
      var value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  void set(String name, Value value) {
    values.put(name, value);
  }
}
