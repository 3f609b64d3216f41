package dev.jeton.text.chat;

import java.util.Arrays;

/** Puts strings together and keeps which parts are content. */
final class StrBuilder {
  /** The longest string that a template may make, in chars. */
  static final int LONGEST = 1 << 25;

  private final StringBuilder text = new StringBuilder();
  private int[] edges = new int[8];
  private int count;

  StrBuilder append(Str string) {
    return append(string, 0, string.text().length());
  }

  /** Appends chars {@code [from, to)}. */
  StrBuilder append(Str string, int from, int to) {
    int start = from;
    int[] cuts = string.edges();
    int next = Arrays.binarySearch(cuts, from);
    next = next < 0 ? -next - 1 : next + 1; // the first edge behind from
    while (start < to) {
      int end = next < cuts.length ? Math.min(cuts[next], to) : to;
      append(string.text(), start, end, next % 2 == 1);
      start = end;
      next++;
    }
    return this;
  }

  /** Appends what the template wrote. */
  StrBuilder own(String string) {
    append(string, 0, string.length(), false);
    return this;
  }

  private void append(String string, int from, int to, boolean content) {
    if (from == to) {
      return;
    }
    if (text.length() + (to - from) > LONGEST) {
      throw new TemplateFault("a text of more than %d characters".formatted(LONGEST));
    }
    if (content != (count % 2 == 1)) {
      if (count == edges.length) {
        edges = Arrays.copyOf(edges, 2 * count);
      }
      edges[count++] = text.length();
    }
    text.append(string, from, to);
  }

  int length() {
    return text.length();
  }

  Str done() {
    return text.isEmpty() ? Str.EMPTY : new Str(text.toString(), Arrays.copyOf(edges, count));
  }
}
