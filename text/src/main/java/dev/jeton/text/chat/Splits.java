package dev.jeton.text.chat;

import dev.jeton.text.chat.Arguments.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ways to cut strings. */
final class Splits {
  /** Searching backwards takes the time of a text's length and this. */
  static final int LONGEST_FROM_THE_RIGHT = 64;

  private Splits() {}

  /** {@code split(sep, maxsplit)}. */
  static Value split(Str string, Bound given) {
    int most = given.index(1, -1);
    return given.has(0) ? at(string, separator(given), most) : atSpaces(string, most);
  }

  /** {@code rsplit(sep, maxsplit)}. */
  static Value rsplit(Str string, Bound given) {
    int most = given.index(1, -1);
    return given.has(0)
        ? atFromRight(string, separator(given), most)
        : atSpacesFromRight(string, most);
  }

  private static String separator(Bound given) {
    var separator = given.string(0).text();
    if (separator.isEmpty()) {
      throw new TemplateFault("split: expected a separator, found ''");
    }
    return separator;
  }

  private static Value at(Str string, String separator, int most) {
    var parts = new ArrayList<Value>();
    var search = new Search(separator);
    int done = 0;
    for (int at = search.in(string.text(), 0);
        at >= 0 && (most < 0 || parts.size() < most);
        at = search.in(string.text(), done)) {
      parts.add(string.part(done, at));
      done = at + separator.length();
    }
    parts.add(string.part(done, string.text().length()));
    return Seq.list(parts);
  }

  private static Value atFromRight(Str string, String separator, int most) {
    if (separator.length() > LONGEST_FROM_THE_RIGHT) {
      throw new TemplateFault(
          "rsplit: expected a separator of at most %d characters"
              .formatted(LONGEST_FROM_THE_RIGHT));
    }
    var parts = new ArrayList<Value>();
    int done = string.text().length();
    while (most < 0 || parts.size() < most) {
      int at =
          done < separator.length()
              ? -1
              : string.text().lastIndexOf(separator, done - separator.length());
      if (at < 0) {
        break;
      }
      parts.add(string.part(at + separator.length(), done));
      done = at;
    }
    parts.add(string.part(0, done));
    Collections.reverse(parts);
    return Seq.list(parts);
  }

  private static Value atSpaces(Str string, int most) {
    var parts = new ArrayList<Value>();
    var rest = string.stripped(PythonText::isSpace, true, false);
    while (!rest.isEmpty()) {
      if (most >= 0 && parts.size() == most) {
        parts.add(rest);
        break;
      }
      int end = 0;
      while (end < rest.text().length() && !PythonText.isSpace(rest.text().charAt(end))) {
        end++;
      }
      parts.add(rest.part(0, end));
      rest = rest.part(end, rest.text().length()).stripped(PythonText::isSpace, true, false);
    }
    return Seq.list(parts);
  }

  private static Value atSpacesFromRight(Str string, int most) {
    var parts = new ArrayList<Value>();
    var rest = string.stripped(PythonText::isSpace, false, true);
    while (!rest.isEmpty()) {
      if (most >= 0 && parts.size() == most) {
        parts.add(rest);
        break;
      }
      int start = rest.text().length();
      while (start > 0 && !PythonText.isSpace(rest.text().charAt(start - 1))) {
        start--;
      }
      parts.add(rest.part(start, rest.text().length()));
      rest = rest.part(0, start).stripped(PythonText::isSpace, false, true);
    }
    Collections.reverse(parts);
    return Seq.list(parts);
  }

  /** The lines, with or without what ends them. */
  static Seq lines(Str string, boolean keepEnds) {
    var lines = new ArrayList<Value>();
    var text = string.text();
    for (int at = 0; at < text.length(); ) {
      int end = at;
      while (end < text.length() && !PythonText.isLineBreak(text.charAt(end))) {
        end++;
      }
      int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
      lines.add(string.part(at, keepEnds ? next : end));
      at = next;
    }
    return Seq.list(lines);
  }

  static Value partition(Str string, Str separator, boolean last) {
    if (separator.isEmpty()) {
      throw new TemplateFault("partition: expected a separator, found ''");
    }
    if (last && separator.text().length() > LONGEST_FROM_THE_RIGHT) {
      throw new TemplateFault(
          "rpartition: expected a separator of at most %d characters"
              .formatted(LONGEST_FROM_THE_RIGHT));
    }
    int at =
        last
            ? string.text().lastIndexOf(separator.text())
            : new Search(separator.text()).in(string.text(), 0);
    if (at < 0) {
      return Seq.tuple(
          last ? List.of(Str.EMPTY, Str.EMPTY, string) : List.of(string, Str.EMPTY, Str.EMPTY));
    }
    int end = at + separator.text().length();
    return Seq.tuple(
        List.of(string.part(0, at), separator, string.part(end, string.text().length())));
  }
}
