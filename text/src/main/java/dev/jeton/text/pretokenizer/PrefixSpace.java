package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.normalizer.Prepend;

/** Puts a space before each piece that does not begin with one. */
public final class PrefixSpace implements PreTokenizer {
  private static final Prepend SPACE = new Prepend(" ");

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    if (from == to) {
      return;
    }
    var piece = text.slice(from, to);
    var spaced = text.bytes()[from] == ' ' ? piece : SPACE.normalize(piece);
    out.piece(spaced, spaced.from(), spaced.to());
  }
}
