package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePointSet;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;

/** BERT's: cuts at whitespace, which is dropped, and around each punctuation character. */
public final class BertPreTokenizer implements PreTokenizer {
  private static final byte SPACE = 1;
  private static final byte PUNCTUATION = 2;
  private static final byte[] BASIC = new byte[0x10000];

  static {
    for (int c = 0; c < BASIC.length; c++) {
      BASIC[c] = kind(c);
    }
  }

  private static byte kind(int c) {
    return CodePoints.isSpace(c) ? SPACE : isPunctuation(c) ? PUNCTUATION : 0;
  }

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    byte[] bytes = text.bytes();
    int done = from;
    for (int at = from; at < to; ) {
      int b = bytes[at];
      int end = at + CodePoints.length((byte) b);
      int c = b >= 0 ? b : CodePoints.at(bytes, at);
      byte kind = c < 0x10000 ? BASIC[c] : kind(c);
      if (kind != 0) {
        if (done < at) {
          out.piece(text, done, at);
        }
        if (kind != SPACE) {
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
