package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;

/**
 * A pre-tokenizer whose pieces are the text itself, one behind the other. It tells many ends at a
 * time, so that a model can look pieces up without a call for each.
 */
public interface Cuts extends PreTokenizer {
  /** How many pieces are told at a time. */
  int MOST = 256;

  /**
   * Where the first pieces of {@code utf8[from, to)} end, at most as many as {@code ends} holds;
   * returns how many, at least one. The next ones begin where the last of these ends, as if the
   * text began there.
   */
  int ends(byte[] utf8, int from, int to, int[] ends);

  @Override
  default void split(Text text, int from, int to, Pieces out) {
    int[] ends = new int[Math.clamp(to - from, 2, MOST)];
    for (int at = from; at < to; ) {
      int n = ends(text.bytes(), at, to, ends);
      out.pieces(text, at, ends, n);
      at = ends[n - 1];
    }
  }
}
