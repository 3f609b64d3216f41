package dev.jeton.text.chat;

import java.util.List;
import java.util.Map;

/** How Python prints values: {@code str} and {@code repr}. */
final class PythonText {
  private PythonText() {}

  /** Whether Python counts {@code c} as white space. */
  static boolean isSpace(int c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c >= 0x1c && c <= 0x1f
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || c >= 0x2000 && c <= 0x200a
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** Whether a line ends at {@code c}. */
  static boolean isLineBreak(int c) {
    return c >= '\n' && c <= '\r'
        || c >= 0x1c && c <= 0x1e
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** {@code str(value)}: strings keep what is content, anything else counts as content. */
  static Str str(Value value) {
    return switch (value) {
      case Str string -> string;
      case Value.Undefined undefined -> Str.EMPTY;
      default -> Str.content(repr(value));
    };
  }

  /** {@code repr(value)}. */
  static String repr(Value value) {
    var out = new StringBuilder();
    repr(value, out, 0);
    return out.toString();
  }

  private static void repr(Value value, StringBuilder out, int depth) {
    if (out.length() > StrBuilder.LONGEST || depth > 2 * Seq.DEEPEST) {
      throw new TemplateFault("a value that is too large to print");
    }
    switch (value) {
      case Value.Undefined undefined -> out.append("Undefined");
      case Value.None none -> out.append("None");
      case Value.Bool truth -> out.append(truth.truth() ? "True" : "False");
      case Value.Int whole -> out.append(whole.value());
      case Value.Real real -> out.append(Numbers.shown(real.value()));
      case Str string -> quoted(string.text(), out);
      case Seq seq -> repr(seq, out, depth);
      case Dict dict -> repr(dict.entries, out, depth);
      case Value.Namespace namespace -> {
        out.append("<Namespace ");
        var names = new java.util.LinkedHashMap<Value, Value>();
        namespace.attributes.forEach((name, inner) -> names.put(Str.own(name), inner));
        repr(names, out, depth);
        out.append('>');
      }
      case Value.Stream stream -> out.append("<generator object>");
      case Value.Callable callable -> out.append("<function ").append(callable.name).append('>');
      case Loop loop ->
          out.append("<LoopContext ")
              .append(loop.index())
              .append('/')
              .append(loop.length())
              .append('>');
    }
  }

  private static void repr(Seq seq, StringBuilder out, int depth) {
    if (seq.kind == Seq.Kind.RANGE) {
      out.append(seq.span);
      return;
    }
    boolean tuple = seq.kind == Seq.Kind.TUPLE;
    boolean view = !tuple && seq.kind != Seq.Kind.LIST;
    out.append(view ? seq.kind.type + "([" : tuple ? "(" : "[");
    items(seq.items, out, depth);
    if (tuple && seq.items.size() == 1) {
      out.append(',');
    }
    out.append(view ? "])" : tuple ? ")" : "]");
  }

  private static void items(List<Value> items, StringBuilder out, int depth) {
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      repr(items.get(i), out, depth + 1);
    }
  }

  private static void repr(Map<Value, Value> entries, StringBuilder out, int depth) {
    out.append('{');
    boolean first = true;
    for (var entry : entries.entrySet()) {
      out.append(first ? "" : ", ");
      first = false;
      repr(entry.getKey(), out, depth + 1);
      out.append(": ");
      repr(entry.getValue(), out, depth + 1);
    }
    out.append('}');
  }

  private static void quoted(String text, StringBuilder out) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                  if (c == quote) {
                    out.append('\\').append(quote);
                  } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                  } else {
                    out.append(
                        (c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                  }
                }
              }
            });
    out.append(quote);
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
