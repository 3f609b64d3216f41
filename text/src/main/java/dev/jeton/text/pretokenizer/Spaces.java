package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Octets;
import dev.jeton.text.bytes.Text;

/** Two and more spaces in a row, as the regular expression <code> {2,}</code> finds them. */
public record Spaces() implements Delimiter {
  /** How files write it. */
  public static final String PATTERN = " {2,}";

  @Override
  public boolean isIn(Text text, int from, int to) {
    return next(text.bytes(), from, to) < to;
  }

  @Override
  public void find(Text text, int from, int to, Parts out) {
    byte[] bytes = text.bytes();
    int done = from;
    for (int at = next(bytes, from, to); at < to; at = next(bytes, done, to)) {
      if (done < at) {
        out.part(done, at, false);
      }
      done = at + 2;
      while (done < to && bytes[done] == ' ') {
        done++;
      }
      out.part(at, done, true);
    }
    if (done < to) {
      out.part(done, to, false);
    }
  }

  private static int next(byte[] bytes, int from, int to) {
    return Octets.findTwo(bytes, from, to, (byte) ' ');
  }
}
