package dev.jeton.learn.quantize;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What is stored beside parameters, by name. */
final class State {
  private State() {}

  /** A copy of an array that has to be there and of this length. */
  static float[] taken(Map<String, float[]> state, String name, int count) {
    var values = state.get(name);
    if (values == null || values.length != count) {
      throw new IllegalArgumentException(
          "expected %d values of %s, found %s"
              .formatted(count, name, values == null ? "none" : values.length));
    }
    return values.clone();
  }

  /** Adds a part's state under a prefix. */
  static void put(
      SequencedMap<String, float[]> state, String prefix, Map<String, float[]> partState) {
    partState.forEach((name, values) -> state.put(prefix + name, values));
  }

  /** What {@link #put} added under a prefix. */
  static Map<String, float[]> part(Map<String, float[]> state, String prefix) {
    var part = new LinkedHashMap<String, float[]>();
    state.forEach(
        (name, values) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), values);
          }
        });
    return part;
  }
}
