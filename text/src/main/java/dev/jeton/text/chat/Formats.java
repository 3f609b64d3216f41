package dev.jeton.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code format % values} and {@code format.format(values)}. */
final class Formats {
  private static final int WIDEST = 100_000;
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\d*)(?:\\.(\\d*))?(.)", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|}}|\\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?}|[{}]");
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ]?)(#?)(0?)(\\d*)([,_]?)(?:\\.(\\d+))?([a-zA-Z%]?)",
          Pattern.DOTALL);

  private Formats() {}

  /** {@code format % values}; content if anything in it is. */
  static Str percent(Str format, Value values) {
    boolean many = values instanceof Seq seq && seq.kind == Seq.Kind.TUPLE;
    var items = many ? ((Seq) values).items : List.of(values);
    var out = new StringBuilder();
    var matcher = PERCENT.matcher(format.text());
    boolean content = format.hasContent();
    int used = 0;
    int at = 0;
    for (int next; (next = format.text().indexOf('%', at)) >= 0; at = matcher.end()) {
      out.append(format.text(), at, next);
      if (!matcher.find(next) || matcher.start() != next) {
        throw new TemplateFault("'%': expected a conversion, found the end");
      }
      if (matcher.group(5).equals("%")) {
        out.append('%');
        continue;
      }
      Value value;
      if (matcher.group(1) != null) {
        value = named(values, matcher.group(1));
      } else {
        if (used == items.size()) {
          throw new TemplateFault("'%': not enough values for the format");
        }
        value = items.get(used++);
      }
      content |= isContent(value);
      out.append(converted(matcher, value));
      if (out.length() > StrBuilder.LONGEST) {
        throw new TemplateFault("a text of more than %d characters".formatted(StrBuilder.LONGEST));
      }
    }
    if (used < items.size() && !(values instanceof Dict) && !(used == 0 && isLoose(values))) {
      throw new TemplateFault("'%': more values than the format takes");
    }
    return Str.madeFrom(content, out.append(format.text().substring(at)).toString());
  }

  /** Values that Python lets a format ignore. */
  private static boolean isLoose(Value values) {
    return values instanceof Seq seq && seq.kind == Seq.Kind.LIST;
  }

  private static Value named(Value values, String name) {
    var value = values instanceof Dict dict ? dict.get(name) : null;
    if (value == null) {
      throw new TemplateFault("'%%': no value named '%s'".formatted(name));
    }
    return value;
  }

  private static boolean isContent(Value value) {
    return !(value instanceof Str string) || string.hasContent();
  }

  private static String converted(Matcher matcher, Value value) {
    var flags = matcher.group(2);
    int width = number(matcher.group(3), 0);
    int precision = matcher.group(4) == null ? -1 : number(matcher.group(4), 0);
    char kind = matcher.group(5).charAt(0);
    boolean text = kind == 's' || kind == 'r' || kind == 'c';
    var shown =
        switch (kind) {
          case 's' -> cut(PythonText.str(value).text(), precision);
          case 'r' -> cut(PythonText.repr(value), precision);
          case 'c' -> character(value);
          default ->
              signed(NumberFormats.shown(old(kind), value, precision, flags.contains("#")), flags);
        };
    if (flags.contains("-")) {
      return shown + " ".repeat(missing(shown, width));
    }
    return flags.contains("0") && !text
        ? NumberFormats.zeros(shown, missing(shown, width))
        : " ".repeat(missing(shown, width)) + shown;
  }

  private static char old(char kind) {
    return kind == 'i' || kind == 'u' ? 'd' : kind;
  }

  private static String character(Value value) {
    if (value instanceof Str string && string.length() == 1) {
      return string.text();
    }
    int code = value instanceof Str ? -1 : Numbers.index(value, "%c");
    if (!Character.isValidCodePoint(code)) {
      throw new TemplateFault("'%c': expected one character");
    }
    return Character.toString(code);
  }

  private static String signed(String shown, String flags) {
    return shown.startsWith("-")
        ? shown
        : flags.contains("+") ? "+" + shown : flags.contains(" ") ? " " + shown : shown;
  }

  private static String cut(String text, int precision) {
    return precision < 0 || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private static int missing(String shown, int width) {
    return Math.max(0, width - shown.codePointCount(0, shown.length()));
  }

  private static int number(String digits, int otherwise) {
    if (digits.isEmpty()) {
      return otherwise;
    }
    int number = digits.length() > 6 ? WIDEST + 1 : Integer.parseInt(digits);
    if (number > WIDEST) {
      throw new TemplateFault("a format: expected a width of at most %d".formatted(WIDEST));
    }
    return number;
  }

  /** {@code format.format(given)}; content if anything in it is. */
  static Str format(Str format, Arguments given) {
    var out = new StringBuilder();
    var matcher = FIELD.matcher(format.text());
    boolean content = format.hasContent();
    int at = 0;
    int automatic = 0;
    while (matcher.find()) {
      out.append(format.text(), at, matcher.start());
      at = matcher.end();
      if (matcher.group(1) == null) {
        if (matcher.group().length() == 1) {
          throw new TemplateFault("format: unexpected '%s'".formatted(matcher.group()));
        }
        out.append(matcher.group().charAt(0));
        continue;
      }
      var name = matcher.group(1);
      var value = field(name.isEmpty() ? String.valueOf(automatic++) : name, given);
      content |= isContent(value);
      if (matcher.group(2) != null) {
        value =
            matcher.group(2).equals("r") ? Str.own(PythonText.repr(value)) : PythonText.str(value);
      }
      out.append(specified(value, matcher.group(3) == null ? "" : matcher.group(3)));
      if (out.length() > StrBuilder.LONGEST) {
        throw new TemplateFault("a text of more than %d characters".formatted(StrBuilder.LONGEST));
      }
    }
    return Str.madeFrom(content, out.append(format.text().substring(at)).toString());
  }

  private static Value field(String path, Arguments given) {
    if (path.indexOf('.') >= 0 || path.indexOf('[') >= 0) {
      throw new TemplateFault(
          "format: '%s' is not supported, only names and numbers".formatted(path));
    }
    boolean number = path.chars().allMatch(c -> c >= '0' && c <= '9');
    var positional = given.positional();
    int index = number ? number(path, 0) : -1;
    var value =
        number ? index < positional.size() ? positional.get(index) : null : given.named().get(path);
    if (value == null) {
      throw new TemplateFault("format: no value '%s'".formatted(path));
    }
    return value;
  }

  private static String specified(Value value, String spec) {
    if (spec.isEmpty()) {
      return PythonText.str(value).text();
    }
    var matcher = SPEC.matcher(spec);
    boolean number = Numbers.isNumber(value);
    if (!matcher.matches() || !number && !(value instanceof Str)) {
      throw new TemplateFault("format: '%s' does not fit a %s".formatted(spec, value.type()));
    }
    int precision = matcher.group(8) == null ? -1 : number(matcher.group(8), 0);
    var kind = matcher.group(9);
    String shown;
    if (number) {
      shown =
          NumberFormats.shown(
              kind.isEmpty() ? 0 : kind.charAt(0), value, precision, !matcher.group(4).isEmpty());
      shown = signed(NumberFormats.grouped(shown, matcher.group(7)), matcher.group(3));
    } else if (kind.isEmpty() || kind.equals("s")) {
      shown = cut(PythonText.str(value).text(), precision);
    } else {
      throw new TemplateFault("format: '%s' does not fit a str".formatted(spec));
    }
    return aligned(matcher, shown, number);
  }

  private static String aligned(Matcher matcher, String shown, boolean number) {
    boolean zeros = !matcher.group(5).isEmpty();
    int missing = missing(shown, number(matcher.group(6), 0));
    var align = matcher.group(2) == null ? (number ? (zeros ? "=" : ">") : "<") : matcher.group(2);
    var fill = matcher.group(1) == null ? (zeros ? "0" : " ") : matcher.group(1);
    var parts = new ArrayList<String>();
    switch (align) {
      case "<" -> parts.addAll(List.of(shown, fill.repeat(missing)));
      case ">" -> parts.addAll(List.of(fill.repeat(missing), shown));
      case "^" ->
          parts.addAll(
              List.of(fill.repeat(missing / 2), shown, fill.repeat(missing - missing / 2)));
      default -> {
        int sign = !shown.isEmpty() && "+- ".indexOf(shown.charAt(0)) >= 0 ? 1 : 0;
        parts.addAll(
            List.of(shown.substring(0, sign), fill.repeat(missing), shown.substring(sign)));
      }
    }
    return String.join("", parts);
  }
}
