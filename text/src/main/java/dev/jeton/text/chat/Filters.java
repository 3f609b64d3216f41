package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands behind {@code |}: the filters by name. */
final class Filters {

  /** A filter. */
  interface Filter {
    Value apply(Value value, Arguments.Bound given);
  }

  private record Entry(int required, String[] parameters, Filter filter) {}

  private static final long SORTING = 40;
  private static final Map<String, Entry> ALL = all();

  private static Map<String, Entry> all() {
    var all = new LinkedHashMap<String, Entry>();
    StringFilters.addTo(
        (name, required, filter, parameters) ->
            all.put(name, new Entry(required, parameters, filter)));
    SequenceFilters.addTo(
        (name, required, filter, parameters) ->
            all.put(name, new Entry(required, parameters, filter)));
    NumberFilters.addTo(
        (name, required, filter, parameters) ->
            all.put(name, new Entry(required, parameters, filter)));
    return Map.copyOf(all);
  }

  /** Takes filters with their parameters. */
  interface Registry {
    void add(String name, int required, Filter filter, String... parameters);
  }

  private final Budget budget;

  /** Filters that pay from {@code budget}. */
  Filters(Budget budget) {
    this.budget = budget;
  }

  /** {@code value | name(given)}. */
  Value filter(String name, Value value, Arguments given) {
    budget.read(value);
    budget.read(given);
    if (name.endsWith("sort")) {
      budget.spend(SORTING * Sequences.weight(value));
    }
    return budget.made(result(name, value, given));
  }

  private Value result(String name, Value value, Arguments given) {
    return switch (name) {
      case "tojson" -> JsonText.of(value, given);
      case "format" -> format(value, given);
      case "map" -> Selections.mapped(value, given, this);
      case "select" -> Selections.selected(value, given, this, true, false);
      case "reject" -> Selections.selected(value, given, this, false, false);
      case "selectattr" -> Selections.selected(value, given, this, true, true);
      case "rejectattr" -> Selections.selected(value, given, this, false, true);
      default -> {
        var entry = ALL.get(name);
        if (entry == null) {
          throw unknown(name);
        }
        yield entry.filter.apply(value, given.to(name, entry.required, entry.parameters));
      }
    };
  }

  /** {@code value is name(given)}; also whether there is such a filter. */
  boolean test(String name, Value value, Arguments given) {
    budget.read(value);
    budget.read(given);
    return name.equals("filter")
        ? has(PythonText.str(value).text())
        : Tests.holds(name, value, given);
  }

  static TemplateFault unknown(String name) {
    return new TemplateFault("no filter named '%s'".formatted(name));
  }

  static boolean has(String name) {
    return ALL.containsKey(name)
        || java.util.Set.of(
                "tojson", "format", "map", "select", "reject", "selectattr", "rejectattr")
            .contains(name);
  }

  private static Value format(Value value, Arguments given) {
    if (!given.positional().isEmpty() && !given.named().isEmpty()) {
      throw new TemplateFault("format: expected values or names, found both");
    }
    var named = new LinkedHashMap<Value, Value>();
    given.named().forEach((name, inner) -> named.put(Str.own(name), inner));
    return Formats.percent(
        PythonText.str(value),
        named.isEmpty() ? Seq.tuple(new ArrayList<>(given.positional())) : new Dict(named));
  }
}
