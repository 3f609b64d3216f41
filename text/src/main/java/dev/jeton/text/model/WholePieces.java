package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import java.util.Arrays;

/**
 * SentencePiece's models without a choice: every word, or every character, is a token or unknown.
 * As {@code word_model.cc} and {@code char_model.cc} of google/sentencepiece 0.2; unknown
 * neighbours are one token.
 */
public final class WholePieces implements Model {
  private static final byte[] SPACE = {(byte) 0xe2, (byte) 0x96, (byte) 0x81};
  private static final int NONE = -1;

  /** What a text is cut into. */
  public enum Cut {
    /** Words, each of which begins with U+2581 except for the first of a text. */
    WORD,
    /** User-defined symbols, the longest first, and single characters. */
    CHAR
  }

  private final Cut cut;
  private final TokenTable tokens;
  private final boolean[] hidden;
  private final ByteTrie symbols = new ByteTrie();
  private final int unknown;
  private final int[] byteIds; // empty: unknown pieces stay whole

  /**
   * @param hidden ids that no text gives, that of unknown pieces among them
   * @param symbols user-defined ones in UTF-8
   * @param byteIds tokens of the 256 bytes, in which what is unknown is written; may be empty
   */
  public WholePieces(
      Cut cut,
      TokenTable tokens,
      int[] hidden,
      Iterable<byte[]> symbols,
      int unknown,
      int[] byteIds) {
    this.cut = cut;
    this.tokens = tokens;
    this.hidden = new boolean[tokens.size()];
    for (int id : hidden) {
      this.hidden[id] = true;
    }
    for (byte[] symbol : symbols) {
      this.symbols.add(symbol, 0);
    }
    this.unknown = unknown;
    this.byteIds = byteIds.clone();
  }

  @Override
  public String kind() {
    return cut == Cut.WORD ? "Word" : "Char";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    byte[] bytes = text.bytes();
    int unknownFrom = NONE;
    for (int at = from; at < to; ) {
      int end = cut == Cut.WORD ? wordEnd(bytes, at, to) : characterEnd(bytes, at, to);
      int id = tokens.find(bytes, at, end);
      if (id < 0 || hidden[id]) {
        unknownFrom = unknownFrom == NONE ? at : unknownFrom;
      } else {
        addUnknown(text, unknownFrom, at, out);
        unknownFrom = NONE;
        out.add(id, text, at, end);
      }
      at = end;
    }
    addUnknown(text, unknownFrom, to, out);
  }

  private void addUnknown(Text text, int from, int to, TokenBuffer out) {
    if (from == NONE) {
      return;
    }
    if (byteIds.length == 0) {
      out.add(unknown, text, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      out.add(byteIds[text.bytes()[i] & 0xff], text, i, i + 1);
    }
  }

  private static int wordEnd(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to
        && !(at + SPACE.length <= to
            && Arrays.equals(bytes, at, at + SPACE.length, SPACE, 0, SPACE.length))) {
      at++;
    }
    return at;
  }

  private int characterEnd(byte[] bytes, int from, int to) {
    int end = symbols.longest(bytes, from, to);
    return end > from ? end : Math.min(to, from + CodePoints.length(bytes[from]));
  }
}
