package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/** BERT's: cuts at whitespace, which is dropped, and around each punctuation character. */
public final class BertPreTokenizer implements PreTokenizer {
  @Override
  public void split(Text text, int from, int to, Pieces out) {
    byte[] bytes = text.bytes();
    int done = from;
    for (int at = from; at < to; ) {
      int end = at + CodePoints.length(bytes[at]);
      int c = CodePoints.at(bytes, at);
      boolean space = CodePoints.isSpace(c);
      if (space || isPunctuation(c)) {
        if (done < at) {
          out.piece(text, done, at);
        }
        if (!space) {
          out.piece(text, at, end);
        }
        done = end;
      }
      at = end;
    }
    if (done < to) {
      out.piece(text, done, to);
    }
  }

  /** Punctuation, and the symbols of ASCII such as {@code $} and {@code +}. */
  public static boolean isPunctuation(int c) {
    return CodePointSet.PUNCTUATION.contains(c);
  }
}
