package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;

/** Cuts before each run of U+2581; the text stays as it is. */
public enum SpaceRuns implements PreTokenizer {
  VISIBLE;

  private static final char SPACE = '\u2581';

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    byte[] bytes = text.bytes();
    int begun = from;
    boolean inRun = true;
    for (int at = from; at < to; ) {
      boolean space = isSpace(bytes, at, to);
      if (space && !inRun) {
        out.piece(text, begun, at);
        begun = at;
      }
      inRun = space;
      at += space ? 3 : 1;
    }
    if (begun < to) {
      out.piece(text, begun, to);
    }
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
        && bytes[at] == (byte) 0xe2
        && bytes[at + 1] == (byte) 0x96
        && bytes[at + 2] == (byte) 0x81;
  }
}
