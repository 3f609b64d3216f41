package dev.jeton.text.chat;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods of lists, tuples and ranges. */
final class SequenceMethods {
  private static final Set<String> CHANGING =
      Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

  private SequenceMethods() {}

  /** The method {@code name}, or null. */
  static @Nullable Value of(Seq seq, String name) {
    if (seq.kind == Seq.Kind.LIST && CHANGING.contains(name)) {
      return Members.changes("list", name);
    }
    if (!seq.kind.isIndexed()) {
      return null;
    }
    Value.Callable.@Nullable Body body =
        switch (name) {
          case "count" ->
              given -> {
                var value = given.to("count", 1, "value").value(0);
                return Value.Int.of(seq.items.stream().filter(value::equals).count());
              };
          case "index" -> given -> index(seq, given);
          case "copy" -> seq.kind == Seq.Kind.LIST ? given -> seq : null;
          default -> null;
        };
    return body == null ? null : new Value.Callable(name, body);
  }

  private static Value index(Seq seq, Arguments given) {
    var bound = given.to("index", 1, "value", "start", "stop");
    var range =
        Sequences.Bounds.of(
            seq.items.size(),
            bound.or(1, Value.None.NONE),
            bound.or(2, Value.None.NONE),
            Value.None.NONE);
    for (int i : range.places()) {
      if (seq.items.get(i).equals(bound.value(0))) {
        return Value.Int.of(i);
      }
    }
    throw new TemplateFault("index: the value is not in the %s".formatted(seq.type()));
  }
}
