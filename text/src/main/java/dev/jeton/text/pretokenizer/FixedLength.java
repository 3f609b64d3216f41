package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/**
 * Cuts after every so many characters.
 *
 * @param length code points of a piece, at least 1; the last may have fewer
 */
public record FixedLength(int length) implements PreTokenizer {
  @Override
  public void split(Text text, int from, int to, Pieces out) {
    byte[] bytes = text.bytes();
    for (int at = from; at < to; ) {
      int end = at;
      for (int i = 0; i < length && end < to; i++) {
        end += CodePoints.length(bytes[end]);
      }
      out.piece(text, at, end);
      at = end;
    }
  }
}
