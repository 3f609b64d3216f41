package dev.jeton.text.chat;

import dev.jeton.text.chat.Arguments.Bound;

/** Where strings stand in strings, in code points; arguments are what is sought, start and end. */
final class Finds {
  private Finds() {}

  /** The part of a string that is looked through. */
  private record Window(String text, int start, boolean valid) {
    static Window of(Str string, Bound given) {
      int length = string.length();
      var bounds =
          Sequences.Bounds.of(
              length, given.or(1, Value.None.NONE), given.or(2, Value.None.NONE), Value.None.NONE);
      boolean beyond = given.has(1) && Numbers.index(given.value(1), "start") > length;
      if (bounds.start() > bounds.stop() || beyond) {
        return new Window("", 0, false);
      }
      return new Window(
          string.text().substring(string.offset(bounds.start()), string.offset(bounds.stop())),
          bounds.start(),
          true);
    }

    int place(int at) {
      return at < 0 ? -1 : start + text.codePointCount(0, at);
    }
  }

  static int first(Str string, Bound given) {
    var window = Window.of(string, given);
    return window.valid ? window.place(new Search(given.string(0).text()).in(window.text, 0)) : -1;
  }

  static int last(Str string, Bound given) {
    var window = Window.of(string, given);
    if (!window.valid) {
      return -1;
    }
    var sought = given.string(0).text();
    if (sought.length() > Splits.LONGEST_FROM_THE_RIGHT) {
      throw new TemplateFault(
          "rfind: expected a string of at most %d characters"
              .formatted(Splits.LONGEST_FROM_THE_RIGHT));
    }
    return window.place(window.text.lastIndexOf(sought));
  }

  static int count(Str string, Bound given) {
    var window = Window.of(string, given);
    if (!window.valid) {
      return 0;
    }
    var sought = given.string(0).text();
    if (sought.isEmpty()) {
      return window.text.codePointCount(0, window.text.length()) + 1;
    }
    var search = new Search(sought);
    int count = 0;
    for (int at = search.in(window.text, 0);
        at >= 0;
        at = search.in(window.text, at + sought.length())) {
      count++;
    }
    return count;
  }

  /** {@code place}, which must be one. */
  static Value found(int place) {
    if (place < 0) {
      throw new TemplateFault("index: the string is not there");
    }
    return Value.Int.of(place);
  }
}
