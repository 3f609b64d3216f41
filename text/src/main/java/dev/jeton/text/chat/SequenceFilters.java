package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Filters of sequences and dicts, and those that take anything. */
final class SequenceFilters {
  private SequenceFilters() {}

  static void addTo(Filters.Registry filters) {
    filters.add("length", 0, (v, a) -> Value.Int.of(Sequences.length(v)));
    filters.add("count", 0, (v, a) -> Value.Int.of(Sequences.length(v)));
    filters.add("default", 0, SequenceFilters::orDefault, "default_value", "boolean");
    filters.add("d", 0, SequenceFilters::orDefault, "default_value", "boolean");
    filters.add("list", 0, (v, a) -> Seq.list(Sequences.items(v)));
    filters.add("first", 0, (v, a) -> first(v));
    filters.add("last", 0, (v, a) -> last(v));
    filters.add("reverse", 0, (v, a) -> reversed(v));
    filters.add("items", 0, (v, a) -> items(v));
    filters.add("attr", 1, (v, a) -> Members.own(v, PythonText.str(a.value(0)).text()), "name");
    filters.add("join", 0, (v, a) -> joined(v, a.or(0, Str.EMPTY), a.get(1)), "d", "attribute");
    filters.add(
        "unique",
        0,
        (v, a) -> unique(v, a.flag(0, false), a.get(1)),
        "case_sensitive",
        "attribute");
    filters.add(
        "sort",
        0,
        (v, a) -> sorted(v, a.flag(0, false), a.flag(1, false), a.get(2)),
        "reverse",
        "case_sensitive",
        "attribute");
    filters.add(
        "dictsort",
        0,
        (v, a) -> dictSorted(v, a.flag(0, false), a.or(1, Str.own("key")), a.flag(2, false)),
        "case_sensitive",
        "by",
        "reverse");
    filters.add(
        "min",
        0,
        (v, a) -> extreme(v, a.flag(0, false), a.get(1), -1),
        "case_sensitive",
        "attribute");
    filters.add(
        "max",
        0,
        (v, a) -> extreme(v, a.flag(0, false), a.get(1), 1),
        "case_sensitive",
        "attribute");
    filters.add(
        "sum", 0, (v, a) -> sum(v, a.get(0), a.or(1, Value.Int.of(0))), "attribute", "start");
    filters.add(
        "batch", 1, (v, a) -> batches(v, a.index(0, 1), a.get(1)), "linecount", "fill_with");
  }

  private static Value orDefault(Value value, Arguments.Bound given) {
    boolean absent = value instanceof Value.Undefined || given.flag(1, false) && !value.truth();
    return absent ? given.or(0, Str.EMPTY) : value;
  }

  private static Value first(Value value) {
    var items = Sequences.iterator(value);
    return items.hasNext() ? items.next() : new Value.Undefined("there is no first item");
  }

  private static Value last(Value value) {
    if (value instanceof Value.Stream) {
      throw new TemplateFault("last: a generator has no last item; put 'list' before");
    }
    var items = Sequences.items(value);
    return items.isEmpty() ? new Value.Undefined("there is no last item") : items.getLast();
  }

  private static Value reversed(Value value) {
    if (value instanceof Str string) {
      return Sequences.slice(string, Value.None.NONE, Value.None.NONE, Value.Int.of(-1));
    }
    var items = new ArrayList<>(Sequences.items(value));
    Collections.reverse(items);
    return value instanceof Value.Stream ? Seq.list(items) : new Value.Stream(items.iterator());
  }

  private static Value items(Value value) {
    var items =
        Stream.of(value)
            .filter(given -> !(given instanceof Value.Undefined))
            .flatMap(
                given -> {
                  if (given instanceof Dict dict) {
                    return dict.items().items.stream();
                  }
                  throw new TemplateFault(
                      "items: expected a dict, found %s".formatted(given.type()));
                });
    return new Value.Stream(items.iterator()); // lazy, and so is its failure
  }

  private static Value joined(Value value, Value between, @Nullable Value attribute) {
    var out = new StrBuilder();
    boolean first = true;
    for (var item : Sequences.items(value)) {
      out.append(first ? Str.EMPTY : PythonText.str(between));
      out.append(PythonText.str(key(item, attribute, true)));
      first = false;
    }
    return out.done();
  }

  /** What items are compared by. */
  private static Value key(Value item, @Nullable Value attribute, boolean caseSensitive) {
    var value =
        attribute == null || attribute == Value.None.NONE
            ? item
            : Selections.attribute(item, attribute, null);
    return !caseSensitive && value instanceof Str string
        ? string.with(Letters.lower(string.text()))
        : value;
  }

  private static Value unique(Value value, boolean caseSensitive, @Nullable Value attribute) {
    var seen = new HashSet<Value>();
    var items = new ArrayList<Value>();
    for (var item : Sequences.items(value)) {
      if (seen.add(Dict.key(key(item, attribute, caseSensitive)))) {
        items.add(item);
      }
    }
    return new Value.Stream(items.iterator());
  }

  private static Value sorted(
      Value value, boolean reverse, boolean caseSensitive, @Nullable Value attribute) {
    var paths =
        attribute == null || attribute == Value.None.NONE
            ? List.<Value>of()
            : attribute instanceof Str names
                ? java.util.Arrays.stream(names.text().split(",", -1)).<Value>map(Str::own).toList()
                : List.of(attribute);
    Comparator<Value> order =
        (a, b) -> {
          for (var path : paths) {
            int by = order(key(a, path, caseSensitive), key(b, path, caseSensitive));
            if (by != 0) {
              return by;
            }
          }
          return paths.isEmpty()
              ? order(key(a, null, caseSensitive), key(b, null, caseSensitive))
              : 0;
        };
    var items = new ArrayList<>(Sequences.items(value));
    items.sort(reverse ? order.reversed() : order);
    return Seq.list(items);
  }

  /** As Python orders lists of one: what is equal needs no order. */
  private static int order(Value a, Value b) {
    return a.equals(b) ? 0 : Operators.compare(a, b);
  }

  private static Value dictSorted(Value value, boolean caseSensitive, Value by, boolean reverse) {
    if (!(value instanceof Dict dict)) {
      throw new TemplateFault("dictsort: expected a dict, found %s".formatted(value.type()));
    }
    int place =
        switch (PythonText.str(by).text()) {
          case "key" -> 0;
          case "value" -> 1;
          default -> throw new TemplateFault("dictsort: expected by 'key' or 'value'");
        };
    var items = new ArrayList<>(dict.items().items);
    Comparator<Value> order =
        (a, b) ->
            Operators.compare(
                key(((Seq) a).items.get(place), null, caseSensitive),
                key(((Seq) b).items.get(place), null, caseSensitive));
    items.sort(reverse ? order.reversed() : order);
    return Seq.list(items);
  }

  private static Value extreme(
      Value value, boolean caseSensitive, @Nullable Value attribute, int sign) {
    Value best = null;
    for (var item : Sequences.items(value)) {
      if (best == null
          || sign
                  * Operators.compare(
                      key(item, attribute, caseSensitive), key(best, attribute, caseSensitive))
              > 0) {
        best = item;
      }
    }
    return best == null ? new Value.Undefined("the sequence is empty") : best;
  }

  private static Value sum(Value value, @Nullable Value attribute, Value start) {
    var sum = start;
    for (var item : Sequences.items(value)) {
      var next = key(item, attribute, true);
      if (!Numbers.isNumber(sum) || !Numbers.isNumber(next)) {
        throw new TemplateFault("sum: expected numbers, found %s".formatted(next.type()));
      }
      sum = Operators.binary("+", sum, next);
    }
    return sum;
  }

  private static Value batches(Value value, int size, @Nullable Value fill) {
    var batches = new ArrayList<Value>();
    var batch = new ArrayList<Value>();
    for (var item : Sequences.items(value)) {
      if (batch.size() == size) {
        batches.add(Seq.list(List.copyOf(batch)));
        batch.clear();
      }
      batch.add(item);
    }
    while (fill != null
        && fill != Value.None.NONE
        && !batch.isEmpty()
        && batch.size() < Math.min(size, Seq.MOST)) {
      batch.add(fill);
    }
    if (!batch.isEmpty()) {
      batches.add(Seq.list(batch));
    }
    return new Value.Stream(batches.iterator());
  }
}
