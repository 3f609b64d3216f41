package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by keys, in the order in which the keys came; it does not change. */
final class Dict implements Value {
  final Map<Value, Value> entries;
  final int depth;
  final int weight;

  /** Takes {@code entries}, whose keys can be keys. */
  Dict(Map<Value, Value> entries) {
    this.entries = entries;
    var keys = Seq.Size.of(entries.keySet());
    var values = Seq.Size.of(entries.values());
    depth = Math.max(keys.depth(), values.depth());
    weight = Math.addExact(keys.weight(), values.weight());
  }

  /** {@code key}, if it can be one. */
  static Value key(Value key) {
    boolean can =
        switch (key) {
          case Dict dict -> false;
          case Seq seq when seq.kind == Seq.Kind.TUPLE -> {
            seq.items.forEach(Dict::key);
            yield true;
          }
          case Seq seq -> seq.kind == Seq.Kind.RANGE;
          default -> true;
        };
    if (!can) {
      throw new TemplateFault("unhashable type: '%s'".formatted(key.type()));
    }
    return key;
  }

  @Nullable Value get(Value key) {
    return entries.get(key(key));
  }

  @Nullable Value get(String key) {
    return entries.get(Str.own(key));
  }

  Seq items() {
    var items = new ArrayList<Value>();
    entries.forEach((key, value) -> items.add(Seq.tuple(List.of(key, value))));
    return Seq.of(Seq.Kind.ITEMS, items);
  }

  Seq keys() {
    return Seq.of(Seq.Kind.KEYS, List.copyOf(entries.keySet()));
  }

  Seq values() {
    return Seq.of(Seq.Kind.VALUES, List.copyOf(entries.values()));
  }

  /** This with {@code more} in it. */
  Dict with(Map<Value, Value> more) {
    var all = new LinkedHashMap<>(entries);
    all.putAll(more);
    return new Dict(all);
  }

  @Override
  public String type() {
    return "dict";
  }

  @Override
  public boolean truth() {
    return !entries.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dict dict && entries.equals(dict.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
