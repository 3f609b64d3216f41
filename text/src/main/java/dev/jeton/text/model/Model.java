package dev.jeton.text.model;

import dev.jeton.text.bytes.Text;

/** Turns a piece of text into ids. Threads may share one. */
public interface Model {

  /** Its name in {@code tokenizer.json}: {@code BPE}, {@code WordPiece}, {@code Unigram} … */
  String kind();

  /** Adds the tokens of {@code text[from, to)} to {@code out}. */
  void tokenize(Text text, int from, int to, TokenBuffer out);

  /** Adds the tokens of {@code n} pieces, of which the first begins at {@code text[from]}. */
  default void tokenize(Text text, int from, int[] ends, int n, TokenBuffer out) {
    int at = from;
    for (int i = 0; i < n; i++) {
      tokenize(text, at, ends[i], out);
      at = ends[i];
    }
  }

  /**
   * Pieces that were looked for among those seen before.
   *
   * @param asked how many, since the model was made
   * @param found how many of them were there
   */
  record CacheUse(long asked, long found) {}

  /** What became of pieces that are not one token; zeros where none are kept. */
  default CacheUse cacheUse() {
    return new CacheUse(0, 0);
  }

  /** Forgets pieces seen before, so that the next text is encoded as by a new model. */
  default void clearCache() {}
}
