package dev.jeton.text.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call gives. */
record Arguments(List<Value> positional, Map<String, Value> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /**
   * The arguments by the function's parameters; null where nothing is given.
   *
   * @param function as errors call it
   * @param required how many of the first must be given
   */
  Bound to(String function, int required, String... parameters) {
    var bound = new @Nullable Value[parameters.length];
    if (positional.size() > parameters.length) {
      throw new TemplateFault(
          "%s: expected at most %d arguments, found %d"
              .formatted(function, parameters.length, positional.size()));
    }
    for (int i = 0; i < positional.size(); i++) {
      bound[i] = positional.get(i);
    }
    named.forEach(
        (name, value) -> {
          int i = Arrays.asList(parameters).indexOf(name);
          if (i < 0 || bound[i] != null) {
            throw new TemplateFault(
                i < 0
                    ? "%s: no argument named '%s'".formatted(function, name)
                    : "%s: '%s' is given twice".formatted(function, name));
          }
          bound[i] = value;
        });
    for (int i = 0; i < required; i++) {
      if (bound[i] == null) {
        throw new TemplateFault("%s: expected '%s'".formatted(function, parameters[i]));
      }
    }
    return new Bound(function, parameters, bound);
  }

  /** Those behind the first, for a function that takes it for itself. */
  Arguments rest() {
    return new Arguments(positional.subList(1, positional.size()), named);
  }

  /** Arguments in the order of the parameters. */
  static final class Bound {
    private final String function;
    private final String[] parameters;
    private final @Nullable Value[] values;

    private Bound(String function, String[] parameters, @Nullable Value[] values) {
      this.function = function;
      this.parameters = parameters;
      this.values = values;
    }

    @Nullable Value get(int i) {
      return values[i];
    }

    /** The argument, which must be given. */
    Value value(int i) {
      var value = values[i];
      if (value == null) {
        throw new TemplateFault("%s: expected '%s'".formatted(function, parameters[i]));
      }
      return value;
    }

    /** The argument, or {@code otherwise}. */
    Value or(int i, Value otherwise) {
      var value = values[i];
      return value == null ? otherwise : value;
    }

    /** Whether the argument is true, or {@code otherwise}. */
    boolean flag(int i, boolean otherwise) {
      var value = values[i];
      return value == null ? otherwise : value.truth();
    }

    /** Whether it is there and not {@code none}. */
    boolean has(int i) {
      return values[i] != null && values[i] != Value.None.NONE;
    }

    /** A string, which must be given. */
    Str string(int i) {
      if (value(i) instanceof Str string) {
        return string;
      }
      throw new TemplateFault(
          "%s: expected '%s' to be a str, found %s"
              .formatted(function, parameters[i], value(i).type()));
    }

    /** A whole number, or {@code otherwise} where none is given. */
    int index(int i, int otherwise) {
      var value = values[i];
      if (value instanceof Value.Undefined undefined) {
        throw undefined.fault();
      }
      return value == null ? otherwise : Numbers.index(value, function);
    }
  }
}
