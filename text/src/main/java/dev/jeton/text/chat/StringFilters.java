package dev.jeton.text.chat;

import java.util.Set;

/** Filters of text. */
final class StringFilters {
  private static final Set<Integer> WORD_BEGINNINGS =
      Set.of((int) '-', (int) '(', (int) '{', (int) '[', (int) '<');

  private StringFilters() {}

  static void addTo(Filters.Registry filters) {
    filters.add(
        "trim",
        0,
        (v, a) -> StringMethods.stripped(str(v), a.has(0) ? a.string(0) : null, true, true),
        "chars");
    filters.add("upper", 0, (v, a) -> str(v).with(Letters.upper(str(v).text())));
    filters.add("lower", 0, (v, a) -> str(v).with(Letters.lower(str(v).text())));
    filters.add("capitalize", 0, (v, a) -> str(v).with(Letters.capitalized(str(v).text())));
    filters.add("title", 0, (v, a) -> str(v).with(title(str(v).text())));
    filters.add("string", 0, (v, a) -> str(v));
    filters.add("safe", 0, (v, a) -> str(v));
    filters.add("escape", 0, (v, a) -> escaped(str(v)));
    filters.add("e", 0, (v, a) -> escaped(str(v)));
    filters.add("forceescape", 0, (v, a) -> escaped(str(v)));
    filters.add(
        "replace",
        2,
        (v, a) ->
            StringMethods.replaced(
                str(v), str(a.value(0)), str(a.value(1)), a.has(2) ? a.index(2, -1) : -1),
        "old",
        "new",
        "count");
    filters.add(
        "indent",
        0,
        (v, a) -> indented(v, a.or(0, Value.Int.of(4)), a.flag(1, false), a.flag(2, false)),
        "width",
        "first",
        "blank");
    filters.add(
        "center",
        0,
        (v, a) ->
            StringMethods.of(str(v), "center") instanceof Value.Callable center
                ? center.body.call(
                    new Arguments(java.util.List.of(a.or(0, Value.Int.of(80))), java.util.Map.of()))
                : v,
        "width");
    filters.add("wordcount", 0, (v, a) -> Value.Int.of(words(str(v).text())));
    filters.add(
        "truncate",
        0,
        (v, a) ->
            truncated(
                v, a.index(0, 255), a.flag(1, false), str(a.or(2, Str.own("..."))), a.index(3, 5)),
        "length",
        "killwords",
        "end",
        "leeway");
  }

  private static Str str(Value value) {
    return PythonText.str(value);
  }

  /** Capital letters at the beginning and behind spaces and opening brackets, others small. */
  private static String title(String text) {
    var out = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int end = at;
      boolean between = isBetween(text.codePointAt(at));
      while (end < text.length() && isBetween(text.codePointAt(end)) == between) {
        end += Character.charCount(text.codePointAt(end));
      }
      int first = at + Character.charCount(text.codePointAt(at));
      out.append(Letters.upper(text.substring(at, first)))
          .append(Letters.lower(text.substring(first, end)));
      at = end;
    }
    return out.toString();
  }

  private static boolean isBetween(int c) {
    return PythonText.isSpace(c) || WORD_BEGINNINGS.contains(c);
  }

  private static Str escaped(Str text) {
    return text.with(
        text.text()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"));
  }

  private static Str indented(Value value, Value width, boolean first, boolean blank) {
    if (!(value instanceof Str text)) {
      throw new TemplateFault("indent: expected a str, found %s".formatted(value.type()));
    }
    var indention =
        width instanceof Str given
            ? given
            : Str.own(" ".repeat(Math.clamp(Numbers.index(width, "indent"), 0, 1000)));
    var lines = Splits.lines(text.plus(Str.own("\n")), false).items;
    var out = new StrBuilder();
    for (int i = 0; i < lines.size(); i++) {
      var line = (Str) lines.get(i);
      out.own(i == 0 ? "" : "\n");
      if (i == 0 ? first : blank || !line.isEmpty()) {
        out.append(indention);
      }
      out.append(line);
    }
    return out.done();
  }

  private static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      boolean word = Character.isLetterOrDigit(c) || c == '_';
      words += word && !inside ? 1 : 0;
      inside = word;
    }
    return words;
  }

  private static Value truncated(Value value, int length, boolean killWords, Str end, int leeway) {
    if (length < end.length() || leeway < 0) {
      throw new TemplateFault("truncate: expected a length of at least that of the end");
    }
    if (Sequences.length(value) <= (long) length + leeway) {
      return value;
    }
    if (!(value instanceof Str text)) {
      throw new TemplateFault("truncate: expected a str, found %s".formatted(value.type()));
    }
    var kept = text.part(0, text.offset(length - end.length()));
    if (!killWords) {
      int space = kept.text().lastIndexOf(' ');
      kept = space < 0 ? kept : kept.part(0, space);
    }
    return kept.plus(end);
  }
}
