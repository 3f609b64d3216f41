package dev.jeton.text.chat;

import dev.jeton.text.chat.Arguments.Bound;
import java.util.List;
import java.util.Map;

/** Python's {@code json.dumps}, which the filter {@code tojson} of chat templates is. */
final class JsonText {
  private static final int MOST_SPACES = 1000;

  private final StringBuilder out = new StringBuilder();
  private final boolean ascii;
  private final String indent;
  private final boolean lines;
  private final String between;
  private final String colon;
  private final boolean sorted;
  private boolean content;

  private JsonText(Bound given) {
    ascii = given.flag(1, false);
    lines = given.has(2);
    indent = lines ? indent(given.value(2)) : "";
    var separators = given.has(3) ? Sequences.items(given.value(3)) : List.<Value>of();
    if (given.has(3) && separators.size() != 2) {
      throw new TemplateFault(
          "tojson: expected two separators, found %d".formatted(separators.size()));
    }
    between =
        separators.isEmpty() ? (lines ? "," : ", ") : PythonText.str(separators.get(0)).text();
    colon = separators.isEmpty() ? ": " : PythonText.str(separators.get(1)).text();
    sorted = given.flag(4, false);
  }

  private static String indent(Value given) {
    return given instanceof Str string
        ? string.text().substring(0, Math.min(string.text().length(), MOST_SPACES))
        : " ".repeat(Math.clamp(Numbers.index(given, "tojson"), 0, MOST_SPACES));
  }

  /** {@code value | tojson(ensure_ascii, indent, separators, sort_keys)}. */
  static Str of(Value value, Arguments arguments) {
    var all = new java.util.ArrayList<>(List.of(value));
    all.addAll(arguments.positional());
    var given =
        new Arguments(all, arguments.named())
            .to("tojson", 1, "value", "ensure_ascii", "indent", "separators", "sort_keys");
    var json = new JsonText(given);
    json.write(value, 0);
    return Str.madeFrom(json.content, json.out.toString());
  }

  private void write(Value value, int depth) {
    if (out.length() > StrBuilder.LONGEST) {
      throw new TemplateFault("a text of more than %d characters".formatted(StrBuilder.LONGEST));
    }
    switch (value) {
      case Value.None none -> out.append("null");
      case Value.Bool truth -> out.append(truth.truth());
      case Value.Int whole -> number(whole.value().toString());
      case Value.Real real -> number(real(real.value()));
      case Str string -> string(string);
      case Seq seq when seq.kind == Seq.Kind.LIST || seq.kind == Seq.Kind.TUPLE ->
          list(seq.items, depth);
      case Dict dict -> dict(dict.entries, depth);
      default -> throw new TemplateFault("tojson: a %s is no JSON".formatted(value.type()));
    }
  }

  private void number(String digits) {
    content = true; // nothing knows where numbers come from
    out.append(digits);
  }

  private static String real(double real) {
    return Double.isNaN(real)
        ? "NaN"
        : Double.isInfinite(real) ? (real > 0 ? "Infinity" : "-Infinity") : Numbers.shown(real);
  }

  private void list(List<Value> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : between);
      line(depth + 1);
      write(items.get(i), depth + 1);
    }
    if (!items.isEmpty()) {
      line(depth);
    }
    out.append(']');
  }

  private void dict(Map<Value, Value> entries, int depth) {
    out.append('{');
    boolean first = true;
    var pairs = new java.util.ArrayList<>(entries.entrySet());
    if (sorted) {
      pairs.sort((a, b) -> Operators.compare(a.getKey(), b.getKey()));
    }
    for (var pair : pairs) {
      out.append(first ? "" : between);
      first = false;
      line(depth + 1);
      string(key(pair.getKey()));
      out.append(colon);
      write(pair.getValue(), depth + 1);
    }
    if (!first) {
      line(depth);
    }
    out.append('}');
  }

  private static Str key(Value key) {
    return switch (key) {
      case Str string -> string;
      case Value.None none -> Str.own("null");
      case Value.Bool truth -> Str.own(String.valueOf(truth.truth()));
      case Value.Int whole -> Str.own(whole.value().toString());
      case Value.Real real -> Str.own(real(real.value()));
      default -> throw new TemplateFault("tojson: a %s is no key".formatted(key.type()));
    };
  }

  private void line(int depth) {
    if (lines) {
      out.append('\n').repeat(indent, depth);
    }
  }

  private void string(Str string) {
    content |= string.hasContent();
    out.append('"');
    var text = string.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 0x20 || ascii && c > 0x7e) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
