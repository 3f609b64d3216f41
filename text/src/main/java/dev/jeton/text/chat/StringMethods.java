package dev.jeton.text.chat;

import dev.jeton.text.chat.Arguments.Bound;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Methods of strings. What takes parts of a string or puts strings together keeps which characters
 * are content; what rewrites them ({@code upper}, {@code format} …) gives content if anything in it
 * was.
 */
final class StringMethods {
  /** A method with its parameters. */
  private record Method(int required, String[] parameters, BiFunction<Str, Bound, Value> body) {}

  private static final Map<String, Method> METHODS =
      Map.ofEntries(
          method("strip", 0, (s, a) -> stripped(s, a, true, true), "chars"),
          method("lstrip", 0, (s, a) -> stripped(s, a, true, false), "chars"),
          method("rstrip", 0, (s, a) -> stripped(s, a, false, true), "chars"),
          method("split", 0, (s, a) -> Splits.split(s, a), "sep", "maxsplit"),
          method("rsplit", 0, (s, a) -> Splits.rsplit(s, a), "sep", "maxsplit"),
          method("splitlines", 0, (s, a) -> Splits.lines(s, a.flag(0, false)), "keepends"),
          method("partition", 1, (s, a) -> Splits.partition(s, a.string(0), false), "sep"),
          method("rpartition", 1, (s, a) -> Splits.partition(s, a.string(0), true), "sep"),
          method("startswith", 1, (s, a) -> affix(s, a, true), "prefix", "start", "end"),
          method("endswith", 1, (s, a) -> affix(s, a, false), "suffix", "start", "end"),
          method("removeprefix", 1, (s, a) -> removed(s, a.string(0), true), "prefix"),
          method("removesuffix", 1, (s, a) -> removed(s, a.string(0), false), "suffix"),
          method(
              "replace",
              2,
              (s, a) -> replaced(s, a.string(0), a.string(1), a.index(2, -1)),
              "old",
              "new",
              "count"),
          method("join", 1, (s, a) -> joined(s, a.value(0)), "iterable"),
          method("find", 1, (s, a) -> Value.Int.of(Finds.first(s, a)), "sub", "start", "end"),
          method("rfind", 1, (s, a) -> Value.Int.of(Finds.last(s, a)), "sub", "start", "end"),
          method("index", 1, (s, a) -> Finds.found(Finds.first(s, a)), "sub", "start", "end"),
          method("rindex", 1, (s, a) -> Finds.found(Finds.last(s, a)), "sub", "start", "end"),
          method("count", 1, (s, a) -> Value.Int.of(Finds.count(s, a)), "sub", "start", "end"),
          method("upper", 0, (s, a) -> s.with(Letters.upper(s.text()))),
          method("lower", 0, (s, a) -> s.with(Letters.lower(s.text()))),
          method("casefold", 0, (s, a) -> s.with(Letters.folded(s.text()))),
          method("swapcase", 0, (s, a) -> s.with(Letters.swapped(s.text()))),
          method("capitalize", 0, (s, a) -> s.with(Letters.capitalized(s.text()))),
          method("title", 0, (s, a) -> s.with(Letters.titled(s.text()))),
          method("ljust", 1, (s, a) -> padded(s, a, 0, 1), "width", "fillchar"),
          method("rjust", 1, (s, a) -> padded(s, a, 1, 0), "width", "fillchar"),
          method("center", 1, (s, a) -> padded(s, a, 1, 1), "width", "fillchar"),
          method("zfill", 1, (s, a) -> zeros(s, a.index(0, 0)), "width"),
          method("isspace", 0, (s, a) -> Letters.all(s, PythonText::isSpace)),
          method("isdigit", 0, (s, a) -> Letters.all(s, Letters::isDigit)),
          method("isdecimal", 0, (s, a) -> Letters.all(s, Character::isDigit)),
          method("isnumeric", 0, (s, a) -> Letters.all(s, Letters::isNumeric)),
          method("isalpha", 0, (s, a) -> Letters.all(s, Character::isLetter)),
          method(
              "isalnum",
              0,
              (s, a) -> Letters.all(s, c -> Character.isLetter(c) || Letters.isNumeric(c))),
          method("isascii", 0, (s, a) -> Value.Bool.of(s.text().chars().allMatch(c -> c < 0x80))),
          method("isupper", 0, (s, a) -> Value.Bool.of(Letters.isUpper(s.text()))),
          method("islower", 0, (s, a) -> Value.Bool.of(Letters.isLower(s.text()))));

  /** Methods that Python has and templates do not need. */
  private static final Set<String> OTHERS =
      Set.of(
          "encode",
          "expandtabs",
          "format_map",
          "isidentifier",
          "isprintable",
          "istitle",
          "maketrans",
          "translate");

  private StringMethods() {}

  private static Map.Entry<String, Method> method(
      String name, int required, BiFunction<Str, Bound, Value> body, String... parameters) {
    return Map.entry(name, new Method(required, parameters, body));
  }

  /** The method {@code name}, or null. */
  static @Nullable Value of(Str string, String name) {
    if (name.equals("format")) {
      return new Value.Callable(name, given -> Formats.format(string, given));
    }
    if (OTHERS.contains(name)) {
      return new Value.Callable(
          name,
          given -> {
            throw new TemplateFault("the method '%s' is not supported".formatted(name));
          });
    }
    var method = METHODS.get(name);
    return method == null
        ? null
        : new Value.Callable(
            name,
            given -> method.body.apply(string, given.to(name, method.required, method.parameters)));
  }

  private static Str stripped(Str string, Bound given, boolean left, boolean right) {
    return stripped(string, given.has(0) ? given.string(0) : null, left, right);
  }

  /** Without white space, or the characters of {@code chars}, at its ends. */
  static Str stripped(Str string, @Nullable Str chars, boolean left, boolean right) {
    if (chars == null) {
      return string.stripped(PythonText::isSpace, left, right);
    }
    var set = new java.util.HashSet<Integer>();
    chars.text().codePoints().forEach(set::add);
    return string.stripped(set::contains, left, right);
  }

  private static Value affix(Str string, Bound given, boolean start) {
    var bounds =
        Sequences.Bounds.of(
            string.length(),
            given.or(1, Value.None.NONE),
            given.or(2, Value.None.NONE),
            Value.None.NONE);
    if (bounds.start() > bounds.stop()) {
      return Value.Bool.FALSE;
    }
    var text = string.text().substring(string.offset(bounds.start()), string.offset(bounds.stop()));
    var affixes =
        given.value(0) instanceof Seq seq && seq.kind == Seq.Kind.TUPLE
            ? seq.items
            : java.util.List.of(given.string(0));
    for (var affix : affixes) {
      if (!(affix instanceof Str sought)) {
        throw new TemplateFault("expected a tuple of str, found %s in it".formatted(affix.type()));
      }
      if (start ? text.startsWith(sought.text()) : text.endsWith(sought.text())) {
        return Value.Bool.TRUE;
      }
    }
    return Value.Bool.FALSE;
  }

  private static Str removed(Str string, Str affix, boolean start) {
    int length = string.text().length();
    int cut = affix.text().length();
    if (start ? string.text().startsWith(affix.text()) : string.text().endsWith(affix.text())) {
      return start ? string.part(cut, length) : string.part(0, length - cut);
    }
    return string;
  }

  /**
   * With {@code fresh} in place of {@code old}, at most {@code count} times if that is not
   * negative.
   */
  static Str replaced(Str string, Str old, Str fresh, int count) {
    var out = new StrBuilder();
    var text = string.text();
    var search = new Search(old.text());
    int done = 0;
    int from = 0;
    for (int n = 0; count < 0 || n < count; n++) {
      int at = search.in(text, from);
      if (at < 0 || from > text.length()) {
        break;
      }
      out.append(string, done, at).append(fresh);
      done = at + old.text().length();
      from = old.isEmpty() ? at + width(text, at) : done;
    }
    return out.append(string, done, text.length()).done();
  }

  private static int width(String text, int at) {
    return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
  }

  private static Str joined(Str between, Value items) {
    var out = new StrBuilder();
    boolean first = true;
    for (var item : Sequences.items(items)) {
      if (!(item instanceof Str string)) {
        throw new TemplateFault("join: expected str, found %s".formatted(item.type()));
      }
      out.append(first ? Str.EMPTY : between).append(string);
      first = false;
    }
    return out.done();
  }

  private static Str padded(Str string, Bound given, int left, int right) {
    var fill = given.get(1) == null ? Str.own(" ") : given.string(1);
    if (fill.length() != 1) {
      throw new TemplateFault("expected one character to fill with");
    }
    int width = given.index(0, 0);
    int missing = Math.max(0, width - string.length());
    int before =
        left == 0 ? 0 : right == 0 ? missing : missing / 2 + (missing & width & 1); // as CPython
    var out = new StrBuilder();
    filled(out, fill, before);
    out.append(string);
    filled(out, fill, missing - before);
    return out.done();
  }

  private static void filled(StrBuilder out, Str fill, int times) {
    for (int i = 0; i < times; i++) {
      out.append(fill);
    }
  }

  private static Str zeros(Str string, int width) {
    int sign = string.text().startsWith("-") || string.text().startsWith("+") ? 1 : 0;
    var out = new StrBuilder().append(string, 0, sign);
    filled(out, Str.own("0"), width - string.length());
    return out.append(string, sign, string.text().length()).done();
  }
}
