package dev.jeton.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A part and its arguments as one line of text. On the command line {@code name} or {@code
 * name:arg,key=value}; in files arguments may nest: {@code residual(8,nearest(1024,32),scale=2)}.
 * Positional arguments come first, then named ones, in alphabetical order once parsed, so equal
 * specs have equal text.
 *
 * @param name letters, digits, {@code - _ . + / }; never empty
 * @param arguments positional arguments
 * @param options named arguments
 */
public record Spec(String name, List<Spec> arguments, SequencedMap<String, Spec> options) {

  public Spec {
    arguments = List.copyOf(arguments);
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(new TreeMap<>(options)));
    if (name.isEmpty() || !name.chars().allMatch(SpecParser::isWord)) {
      throw new IllegalArgumentException("not a name: '" + name + "'");
    }
  }

  /** A spec with positional arguments; each is a {@link Spec} or is taken by its text. */
  public static Spec of(String name, Object... arguments) {
    var specs = new ArrayList<Spec>();
    for (var argument : arguments) {
      specs.add(argument instanceof Spec s ? s : word(String.valueOf(argument)));
    }
    return new Spec(name, specs, new LinkedHashMap<>());
  }

  private static Spec word(String text) {
    return new Spec(text, List.of(), new LinkedHashMap<>());
  }

  /**
   * Reads either form.
   *
   * @throws IllegalArgumentException that names the place where {@code text} stops making sense
   */
  public static Spec parse(String text) {
    return new SpecParser(text).parse();
  }

  /** Positional argument {@code index} as a whole number. */
  public int integer(int index) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException(
          "%s needs at least %d arguments, found %d in '%s'"
              .formatted(name, index + 1, arguments.size(), this));
    }
    return toInteger(arguments.get(index));
  }

  /** Option {@code key} as a whole number, or {@code otherwise} where it is absent. */
  public int integer(String key, int otherwise) {
    var option = options.get(key);
    return option == null ? otherwise : toInteger(option);
  }

  /** Option {@code key} as a number, or {@code otherwise} where it is absent. */
  public double number(String key, double otherwise) {
    var option = options.get(key);
    if (option == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(option.name);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s in '%s' is a number, found '%s'".formatted(key, this, option), e);
    }
  }

  /** All positional arguments as whole numbers. */
  public int[] integers() {
    return arguments.stream().mapToInt(this::toInteger).toArray();
  }

  private int toInteger(Spec argument) {
    try {
      return Integer.parseInt(argument.name);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a whole number in '%s', found '%s'".formatted(this, argument), e);
    }
  }

  /** The nested form, which {@link #parse} reads back. */
  @Override
  public String toString() {
    if (arguments.isEmpty() && options.isEmpty()) {
      return name;
    }
    var parts = new ArrayList<String>();
    arguments.forEach(argument -> parts.add(argument.toString()));
    options.forEach((key, value) -> parts.add(key + "=" + value));
    return name + "(" + String.join(",", parts) + ")";
  }
}
