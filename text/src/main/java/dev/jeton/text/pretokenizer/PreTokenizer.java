package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;

/** Cuts text into pieces that no token crosses; some variants also change it. */
public interface PreTokenizer {

  /** Takes pieces in their order. */
  interface Pieces {
    /** The piece {@code text[from, to)}, at least one byte. */
    void piece(Text text, int from, int to);

    /** {@code n} pieces, one behind the other, of which the first begins at {@code text[from]}. */
    default void pieces(Text text, int from, int[] ends, int n) {
      int at = from;
      for (int i = 0; i < n; i++) {
        piece(text, at, ends[i]);
        at = ends[i];
      }
    }
  }

  /** The whole text is one piece. */
  PreTokenizer NONE =
      (text, from, to, out) -> {
        if (from < to) {
          out.piece(text, from, to);
        }
      };

  /** Gives the pieces of {@code text[from, to)} to {@code out}. */
  void split(Text text, int from, int to, Pieces out);

  /**
   * Whether the pieces are the text, a piece does not depend on what is before it, nor on what is
   * behind the next two pieces that hold more than whitespace.
   */
  default boolean local() {
    return false;
  }

  /** What gives the same pieces with the least work. */
  default PreTokenizer work() {
    return this;
  }

  /** Cuts by this and then each piece by {@code next}. */
  default PreTokenizer then(PreTokenizer next) {
    return Sequence.of(this, next);
  }
}
