package dev.jeton.text.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code of.name} and {@code of[key]}: Python's attributes and items, one where the other is not.
 */
final class Members {
  private Members() {}

  /** {@code of.name}. */
  static Value attribute(Value of, String name) {
    if (of instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    var attribute = python(of, name);
    if (attribute != null) {
      return attribute;
    }
    var item = of instanceof Dict dict ? dict.get(name) : null;
    return item != null ? item : none(of, name);
  }

  /** {@code of.name} where that is Python's own, and not an item. */
  static Value own(Value of, String name) {
    if (of instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    var attribute = python(of, name);
    return attribute != null ? attribute : none(of, name);
  }

  /** {@code of[key]}. */
  static Value item(Value of, Value key) {
    if (of instanceof Value.Undefined undefined) {
      throw undefined.fault();
    }
    var item =
        switch (of) {
          case Dict dict -> isKey(key) ? dict.get(key) : null;
          case Seq seq when seq.kind.isIndexed() && Numbers.whole(key) != null -> {
            int at = place(key, seq.items.size());
            yield at < 0 ? null : seq.items.get(at);
          }
          case Str string when Numbers.whole(key) != null -> character(string, key);
          default -> null;
        };
    if (item != null) {
      return item;
    }
    var attribute = key instanceof Str name ? python(of, name.text()) : null;
    return attribute != null ? attribute : none(of, PythonText.str(key).text());
  }

  private static boolean isKey(Value key) {
    try {
      Dict.key(key);
      return true;
    } catch (TemplateFault e) {
      return false; // no key, so there is nothing under it
    }
  }

  private static @Nullable Value character(Str string, Value key) {
    int at = place(key, string.length());
    if (at < 0) {
      return null;
    }
    int from = string.offset(at);
    return string.part(from, string.text().offsetByCodePoints(from, 1));
  }

  /** The place that {@code key} means; negative if there is none. */
  private static int place(Value key, int length) {
    var whole = Objects.requireNonNull(Numbers.whole(key));
    long at = Numbers.clamped(whole);
    at = at < 0 ? at + length : at;
    return at >= 0 && at < length ? (int) at : -1;
  }

  /** What Python's own attribute of this name is; null if there is none. */
  private static @Nullable Value python(Value of, String name) {
    return switch (of) {
      case Str string -> StringMethods.of(string, name);
      case Dict dict -> DictMethods.of(dict, name);
      case Seq seq -> SequenceMethods.of(seq, name);
      case Value.Namespace namespace -> namespace.attributes.get(name);
      case Loop loop -> loop.attribute(name);
      default -> null;
    };
  }

  /** What stands in for a method that would change its object, which no template may. */
  static Value changes(String type, String name) {
    return new Value.Undefined(
        "'%s' would change a %s, which templates may not".formatted(name, type));
  }

  private static Value none(Value of, String name) {
    return new Value.Undefined(
        "'%s' has no attribute '%s'"
            .formatted(of instanceof Dict ? "dict object" : of.type() + " object", name));
  }
}
