package dev.jeton.text;

/**
 * How many of a text's tokens begin in any part of it, in constant time. Counts of neighbouring
 * parts add up to that of both; a part encoded by itself may have a few tokens more or fewer,
 * because tokens merge differently at its ends.
 */
public final class TokenIndex {
  private final int[] before; // [chars + 1]: tokens that begin before the char
  private final int[] starts; // of each token, in chars

  private TokenIndex(int[] before, int[] starts) {
    this.before = before;
    this.starts = starts;
  }

  /**
   * @param starts first char of each token, rising
   * @param chars of the text
   */
  static TokenIndex of(int[] starts, int chars) {
    var before = new int[chars + 1];
    int token = 0;
    for (int c = 0; c <= chars; c++) {
      before[c] = token;
      while (token < starts.length && starts[token] <= c) {
        token++;
      }
    }
    before[chars] = starts.length; // those of no char of their own belong to the last part
    return new TokenIndex(before, starts);
  }

  /** All tokens. */
  public int size() {
    return starts.length;
  }

  /**
   * Tokens that begin in {@code text[from, to)}.
   *
   * @param from in chars, as {@code to}
   * @throws IndexOutOfBoundsException if the text has no such part
   */
  public int count(int from, int to) {
    if (from < 0 || to < from || to >= before.length) {
      throw new IndexOutOfBoundsException(
          "expected a part of %d chars, found %d to %d".formatted(before.length - 1, from, to));
    }
    return before[to] - before[from];
  }

  /**
   * The char where token {@code index} begins, so that a text can be cut there.
   *
   * @param index from 0
   */
  public int start(int index) {
    return starts[index];
  }
}
