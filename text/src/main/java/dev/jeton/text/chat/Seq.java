package dev.jeton.text.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in a row. */
final class Seq implements Value {
  /** The most values that one may hold, those inside its values and their characters counted. */
  static final int MOST = 1 << 23;

  private static final int CHARACTERS = 16;

  static final int DEEPEST = 100;

  /** What Python calls it. */
  enum Kind {
    LIST("list"),
    TUPLE("tuple"),
    RANGE("range"),
    KEYS("dict_keys"),
    VALUES("dict_values"),
    ITEMS("dict_items");

    final String type;

    Kind(String type) {
      this.type = type;
    }

    /** Whether places in it have numbers. */
    boolean isIndexed() {
      return this == LIST || this == TUPLE || this == RANGE;
    }
  }

  final Kind kind;
  final List<Value> items;
  final int depth;
  final int weight;

  /** What a range was made from; null for others. */
  final Ranges.@Nullable Span span;

  private Seq(Kind kind, List<Value> items, Ranges.@Nullable Span span) {
    this.span = span;
    this.kind = kind;
    this.items = items;
    var size = Size.of(items);
    depth = size.depth();
    weight = size.weight();
  }

  static Seq list(List<Value> items) {
    return new Seq(Kind.LIST, items, null);
  }

  static Seq tuple(List<Value> items) {
    return new Seq(Kind.TUPLE, items, null);
  }

  static Seq of(Kind kind, List<Value> items) {
    return new Seq(kind, items, null);
  }

  static Seq range(List<Value> items, Ranges.Span span) {
    return new Seq(Kind.RANGE, items, span);
  }

  /** How deep values are nested and how many they are, so that no template can build a bomb. */
  record Size(int depth, int weight) {
    static Size of(Iterable<Value> items) {
      int depth = 1;
      long weight = 1;
      for (var item : items) {
        var inner =
            switch (item) {
              case Seq seq -> new Size(seq.depth, seq.weight);
              case Dict dict -> new Size(dict.depth, dict.weight);
              case Str string -> new Size(0, 1 + string.text().length() / CHARACTERS);
              default -> new Size(0, 1);
            };
        depth = Math.max(depth, inner.depth + 1);
        weight += inner.weight;
      }
      if (depth > DEEPEST || weight > MOST) {
        throw new TemplateFault(
            "a value of more than %d parts, or nested more than %d deep".formatted(MOST, DEEPEST));
      }
      return new Size(depth, (int) weight);
    }
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public boolean truth() {
    return !items.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Seq seq
            && seq.kind == kind
            && (kind == Kind.KEYS || kind == Kind.ITEMS
                ? java.util.Set.copyOf(items).equals(java.util.Set.copyOf(seq.items))
                : kind != Kind.VALUES && items.equals(seq.items));
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
