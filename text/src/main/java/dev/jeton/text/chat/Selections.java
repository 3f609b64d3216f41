package dev.jeton.text.chat;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select} and their kin, which give their items one at a time. */
final class Selections {
  private Selections() {}

  /** {@code value | map('filter', …)} or {@code value | map(attribute='…', default=…)}. */
  static Value mapped(Value value, Arguments given, Filters filters) {
    if (!value.truth()) {
      return new Value.Stream(List.<Value>of().iterator());
    }
    var items = Sequences.iterator(value);
    if (given.positional().isEmpty()) {
      var bound = given.to("map", 1, "attribute", "default");
      return stream(items, item -> attribute(item, bound.value(0), bound.get(1)));
    }
    var name = PythonText.str(given.positional().getFirst()).text();
    var rest = given.rest();
    return stream(items, item -> filters.filter(name, item, rest));
  }

  private static Value stream(Iterator<Value> items, Function<Value, Value> change) {
    return new Value.Stream(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return items.hasNext();
          }

          @Override
          public Value next() {
            return change.apply(items.next());
          }
        });
  }

  /**
   * {@code value | select('test', …)} and its kin.
   *
   * @param wanted whether items are taken that pass the test, or those that do not
   * @param attribute whether the test is of an attribute, which is the first argument
   */
  static Value selected(
      Value value, Arguments given, Filters filters, boolean wanted, boolean attribute) {
    if (!value.truth()) {
      return new Value.Stream(List.<Value>of().iterator());
    }
    if (attribute && given.positional().isEmpty()) {
      throw new TemplateFault("selectattr: expected an attribute's name");
    }
    var name = attribute ? given.positional().getFirst() : null;
    var rest = attribute ? given.rest() : given;
    Predicate<Value> test = test(rest, filters);
    return new Value.Stream(
        new Filtered(
            Sequences.iterator(value),
            item -> test.test(name == null ? item : attribute(item, name, null)) == wanted));
  }

  private static Predicate<Value> test(Arguments given, Filters filters) {
    if (given.positional().isEmpty()) {
      given.to("select", 0);
      return Value::truth;
    }
    var name = PythonText.str(given.positional().getFirst()).text();
    var rest = given.rest();
    return item -> filters.test(name, item, rest);
  }

  /** The attribute {@code path} of {@code item}, names and numbers between points. */
  static Value attribute(Value item, Value path, @Nullable Value otherwise) {
    if (Numbers.whole(path) != null) {
      return or(Members.item(item, path), otherwise);
    }
    var value = item;
    for (var part : PythonText.str(path).text().split("\\.", -1)) {
      boolean number = part.matches("[0-9]{1,9}");
      value =
          or(
              Members.item(value, number ? Value.Int.of(Integer.parseInt(part)) : Str.own(part)),
              otherwise);
    }
    return value;
  }

  private static Value or(Value value, @Nullable Value otherwise) {
    return value instanceof Value.Undefined && otherwise != null && otherwise != Value.None.NONE
        ? otherwise
        : value;
  }

  /** The items that pass. */
  private static final class Filtered implements Iterator<Value> {
    private final Iterator<Value> items;
    private final Predicate<Value> test;
    private @Nullable Value next;

    Filtered(Iterator<Value> items, Predicate<Value> test) {
      this.items = items;
      this.test = test;
    }

    @Override
    public boolean hasNext() {
      while (next == null && items.hasNext()) {
        var item = items.next();
        next = test.test(item) ? item : null;
      }
      return next != null;
    }

    @Override
    public Value next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      var item = next;
      next = null;
      return item;
    }
  }
}
