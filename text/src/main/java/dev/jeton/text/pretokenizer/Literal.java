package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;
import java.util.Arrays;

/** A string in UTF-8; matches do not overlap. An empty one never matches. */
public record Literal(byte[] utf8) implements Delimiter {
  @Override
  public boolean isIn(Text text, int from, int to) {
    return next(text.bytes(), from, to) < to;
  }

  @Override
  public void find(Text text, int from, int to, Parts out) {
    int done = from;
    for (int at = next(text.bytes(), from, to); at < to; at = next(text.bytes(), done, to)) {
      if (done < at) {
        out.part(done, at, false);
      }
      done = at + utf8.length;
      out.part(at, done, true);
    }
    if (done < to) {
      out.part(done, to, false);
    }
  }

  /** Where the string stands next, or {@code to}. */
  private int next(byte[] bytes, int from, int to) {
    if (utf8.length == 0) {
      return to;
    }
    byte first = utf8[0];
    for (int at = from; at + utf8.length <= to; at++) {
      if (bytes[at] == first && Arrays.equals(bytes, at, at + utf8.length, utf8, 0, utf8.length)) {
        return at;
      }
    }
    return to;
  }
}
