package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What can be gone through. */
final class Sequences {
  private Sequences() {}

  /** The items of {@code value}; those of a stream are gone then. */
  static List<Value> items(Value value) {
    return switch (value) {
      case Seq seq -> seq.items;
      case Dict dict -> List.copyOf(dict.entries.keySet());
      case Str string -> characters(string);
      case Value.Undefined undefined -> List.of();
      case Value.Stream stream -> {
        var items = new ArrayList<Value>();
        stream.items.forEachRemaining(items::add);
        yield items;
      }
      default -> throw new TemplateFault("expected a sequence, found %s".formatted(value.type()));
    };
  }

  /** The items of {@code value} one at a time; those of a stream are gone as they are taken. */
  static Iterator<Value> iterator(Value value) {
    return value instanceof Value.Stream stream ? stream.items : items(value).iterator();
  }

  static boolean isIterable(Value value) {
    return value instanceof Seq
        || value instanceof Dict
        || value instanceof Str
        || value instanceof Value.Undefined
        || value instanceof Value.Stream
        || value instanceof Loop;
  }

  private static List<Value> characters(Str string) {
    var items = new ArrayList<Value>();
    var text = string.text();
    for (int at = 0; at < text.length(); ) {
      int end = at + Character.charCount(text.codePointAt(at));
      items.add(string.part(at, end));
      at = end;
    }
    return items;
  }

  /** {@code len(value)}. */
  static int length(Value value) {
    return switch (value) {
      case Str string -> string.length();
      case Seq seq -> seq.items.size();
      case Dict dict -> dict.entries.size();
      case Value.Undefined undefined -> 0;
      case Loop loop -> loop.length();
      default -> throw new TemplateFault("a %s has no length".formatted(value.type()));
    };
  }

  /** How much there is in {@code value}. */
  static long weight(Value value) {
    return switch (value) {
      case Seq seq -> seq.weight;
      case Dict dict -> dict.weight;
      default -> 1;
    };
  }

  /** The bounds of a slice of so many places. */
  record Bounds(int start, int stop, int step) {
    static Bounds of(int length, Value start, Value stop, Value step) {
      int stride = step == Value.None.NONE ? 1 : Numbers.index(step, "a slice");
      if (stride == 0) {
        throw new TemplateFault("a slice: expected a step that is not 0");
      }
      boolean up = stride > 0;
      int first = start == Value.None.NONE ? (up ? 0 : length - 1) : place(start, length, up);
      int last = stop == Value.None.NONE ? (up ? length : -1) : place(stop, length, up);
      return new Bounds(first, last, stride);
    }

    private static int place(Value value, int length, boolean up) {
      long place = Numbers.index(value, "a slice");
      place = place < 0 ? place + length : place;
      return (int) Math.clamp(place, up ? 0 : -1, up ? length : length - 1);
    }

    /** The places. */
    int[] places() {
      int n =
          step > 0
              ? (int) Math.max(0, ((long) stop - start + step - 1) / step)
              : (int) Math.max(0, ((long) start - stop - step - 1) / -(long) step);
      int[] places = new int[n];
      for (int i = 0; i < n; i++) {
        places[i] = (int) (start + (long) i * step);
      }
      return places;
    }
  }

  /** {@code of[start:stop:step]}; bounds may be {@code none}. */
  static Value slice(Value of, Value start, Value stop, Value step) {
    return switch (of) {
      case Str string -> slice(string, Bounds.of(string.length(), start, stop, step));
      case Seq seq when seq.kind.isIndexed() -> {
        var bounds = Bounds.of(seq.items.size(), start, stop, step);
        var items = new ArrayList<Value>();
        for (int i : bounds.places()) {
          items.add(seq.items.get(i));
        }
        yield seq.span == null ? Seq.of(seq.kind, items) : Seq.range(items, seq.span.slice(bounds));
      }
      case Value.Undefined undefined -> throw undefined.fault();
      default -> throw new TemplateFault("a %s has no slices".formatted(of.type()));
    };
  }

  private static Str slice(Str string, Bounds bounds) {
    if (bounds.step == 1) {
      return bounds.start >= bounds.stop
          ? Str.EMPTY
          : string.part(string.offset(bounds.start), string.offset(bounds.stop));
    }
    var characters = characters(string);
    var out = new StrBuilder();
    for (int i : bounds.places()) {
      out.append((Str) characters.get(i));
    }
    return out.done();
  }
}
