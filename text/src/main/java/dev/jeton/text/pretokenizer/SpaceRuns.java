package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Octets;

/** Cuts before each run of U+2581; the text stays as it is. */
public enum SpaceRuns implements Cuts {
  VISIBLE;

  private static final char SPACE = '\u2581';
  private static final byte LEAD = (byte) 0xe2;

  @Override
  public int ends(byte[] utf8, int from, int to, int[] ends) {
    int n = 0;
    int at = behindRun(utf8, from, to);
    while (n < ends.length - 1) {
      at = Octets.find(utf8, at, to, LEAD);
      while (at < to && !isSpace(utf8, at, to)) {
        at = Octets.find(utf8, at + 1, to, LEAD);
      }
      if (at >= to) {
        break;
      }
      ends[n++] = at;
      at = behindRun(utf8, at, to);
    }
    if (at >= to && from < to) {
      ends[n++] = to;
    }
    return n;
  }

  private static int behindRun(byte[] utf8, int from, int to) {
    int at = from;
    while (isSpace(utf8, at, to)) {
      at += 3;
    }
    return at;
  }

  /** Whether a run begins within {@code token}, behind something else. */
  public static boolean within(String token) {
    for (int i = 1; i < token.length(); i++) {
      if (token.charAt(i) == SPACE && token.charAt(i - 1) != SPACE) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpace(byte[] bytes, int at, int to) {
    return at + 2 < to
        && bytes[at] == LEAD
        && bytes[at + 1] == (byte) 0x96
        && bytes[at + 2] == (byte) 0x81;
  }
}
