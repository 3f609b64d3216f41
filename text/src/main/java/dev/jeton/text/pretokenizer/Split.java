package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;

/**
 * Cuts at delimiters.
 *
 * @param behavior what becomes of them
 */
public record Split(SplitBehavior behavior, Delimiter delimiter) implements PreTokenizer {
  @Override
  public void split(Text text, int from, int to, Pieces out) {
    behavior.cut(delimiter, text, from, to, out);
  }

  @Override
  public boolean local() {
    return work() != this && work().local();
  }

  /** A pattern that is written out by hand gives its matches itself. */
  @Override
  public PreTokenizer work() {
    return behavior == SplitBehavior.ISOLATED && delimiter instanceof Delimiter.Known known
        ? known.pattern().splitter()
        : this;
  }
}
