package dev.jeton.text.chat;

import java.util.Arrays;

/**
 * A string that knows which of its characters the template wrote and which came from outside, its
 * <i>content</i>. Lengths and indexes count code points, as Python does.
 */
final class Str implements Value {
  static final Str EMPTY = new Str("", new int[0]);
  private static final int[] OWN = {};
  private static final int[] CONTENT = {0};

  private final String text;

  /** Where content begins, ends, begins again …, in chars, ascending. */
  private final int[] edges;

  Str(String text, int[] edges) {
    this.text = text;
    this.edges = edges;
  }

  /** What the template wrote. */
  static Str own(String text) {
    return new Str(text, OWN);
  }

  /** What came from outside. */
  static Str content(String text) {
    return text.isEmpty() ? EMPTY : new Str(text, CONTENT);
  }

  /** {@code text}, which was made from {@code from}: content if anything of that was. */
  static Str madeFrom(boolean content, String text) {
    return content ? content(text) : own(text);
  }

  String text() {
    return text;
  }

  int[] edges() {
    return edges;
  }

  /** Whether any of it is content. */
  boolean hasContent() {
    return edges.length > 0;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** How many code points it has. */
  int length() {
    return text.codePointCount(0, text.length());
  }

  /** Where code point {@code index} begins, in chars. */
  int offset(int index) {
    return text.offsetByCodePoints(0, index);
  }

  /** Chars {@code [from, to)}. */
  Str part(int from, int to) {
    if (from >= to) {
      return EMPTY;
    }
    if (from == 0 && to == text.length()) {
      return this;
    }
    return new StrBuilder().append(this, from, to).done();
  }

  /** This and {@code other} behind it. */
  Str plus(Str other) {
    return other.isEmpty()
        ? this
        : isEmpty() ? other : new StrBuilder().append(this).append(other).done();
  }

  /** Another text in place of this one's, with this one's provenance as a whole. */
  Str with(String other) {
    return other.equals(text) ? this : madeFrom(hasContent(), other);
  }

  /** Without characters of {@code set}, or where that is null white space, at its ends. */
  Str stripped(java.util.function.IntPredicate set, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && set.test(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && from < to && set.test(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return part(from, to);
  }

  @Override
  public String type() {
    return "str";
  }

  @Override
  public boolean truth() {
    return !isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Str string && text.equals(string.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text + Arrays.toString(edges);
  }
}
