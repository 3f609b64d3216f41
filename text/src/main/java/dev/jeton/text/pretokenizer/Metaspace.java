package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.MarkedSpaces;
import dev.jeton.text.bytes.Octets;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;

/**
 * Writes spaces as a visible character, puts one before the text, and cuts before each.
 *
 * @param replacement usually U+2581
 * @param prepend which texts get one in front
 * @param cut whether to cut at all
 */
public record Metaspace(int replacement, Prepend prepend, boolean cut) implements PreTokenizer {

  /** Which texts get a replacement in front, unless they begin with one. */
  public enum Prepend {
    /** Every piece. */
    ALWAYS,
    /** The one at the beginning of what was given. */
    FIRST,
    /** None. */
    NEVER
  }

  @Override
  public void split(Text text, int from, int to, Pieces out) {
    if (from == to) {
      return;
    }
    byte[] bytes = text.bytes();
    int first = CodePoints.at(bytes, from);
    byte[] mark = Utf8.encode(Character.toString(replacement));
    boolean before =
        first != ' '
            && first != replacement
            && (prepend == Prepend.ALWAYS
                || prepend == Prepend.FIRST && text.originalStart(from) == 0);
    var spaced = MarkedSpaces.of(text, from, to, mark, before);
    if (cut) {
      cut(spaced, mark, out);
    } else {
      out.piece(spaced, spaced.from(), spaced.to());
    }
  }

  /** Each replacement begins a piece. */
  private void cut(Text spaced, byte[] mark, Pieces out) {
    byte[] bytes = spaced.bytes();
    int to = spaced.to() - mark.length + 1;
    int[] ends = new int[Math.clamp(spaced.to(), 2, Cuts.MOST)];
    int done = spaced.from();
    int n = 0;
    for (int at = Octets.find(bytes, done + 1, to, mark[0]);
        at < to;
        at = Octets.find(bytes, at + 1, to, mark[0])) {
      if (CodePoints.at(bytes, at) != replacement) {
        continue;
      }
      ends[n++] = at;
      if (n == ends.length) {
        out.pieces(spaced, done, ends, n);
        done = at;
        n = 0;
      }
    }
    ends[n++] = spaced.to();
    out.pieces(spaced, done, ends, n);
  }
}
