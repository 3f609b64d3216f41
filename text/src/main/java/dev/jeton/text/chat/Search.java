package dev.jeton.text.chat;

/** Finds a string in others in time that grows with their length alone, whatever they are. */
final class Search {
  private static final int SHORT = 16;

  private final String sought;

  /** For each prefix, the length of its longest proper prefix that it also ends in. */
  private final int[] borders;

  Search(String sought) {
    this.sought = sought;
    borders = new int[sought.length() > SHORT ? sought.length() : 0];
    for (int i = 1, length = 0; i < borders.length; i++) {
      while (length > 0 && sought.charAt(i) != sought.charAt(length)) {
        length = borders[length - 1];
      }
      length += sought.charAt(i) == sought.charAt(length) ? 1 : 0;
      borders[i] = length;
    }
  }

  /** Where it first stands in {@code text} at or behind {@code from}; negative if nowhere. */
  int in(String text, int from) {
    if (borders.length == 0) {
      return text.indexOf(sought, from);
    }
    for (int i = from, length = 0; i < text.length(); i++) {
      while (length > 0 && text.charAt(i) != sought.charAt(length)) {
        length = borders[length - 1];
      }
      length += text.charAt(i) == sought.charAt(length) ? 1 : 0;
      if (length == borders.length) {
        return i + 1 - length;
      }
    }
    return -1;
  }
}
