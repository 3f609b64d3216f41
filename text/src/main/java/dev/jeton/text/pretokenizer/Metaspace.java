package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.MarkedSpaces;
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
    if (cut) {
      cut(text, from, to, mark, before, out);
    } else {
      var spaced = MarkedSpaces.of(text, from, to, mark, before);
      out.piece(spaced, spaced.from(), spaced.to());
    }
  }

  /** Each replacement begins a piece. */
  private void cut(Text text, int from, int to, byte[] mark, boolean before, Pieces out) {
    var marks = new MarkedSpaces.Places();
    var spaced = MarkedSpaces.of(text, from, to, mark, before, marks);
    int[] ends = new int[Math.clamp(marks.size() + 1, 2, Cuts.MOST)];
    int begin = spaced.from();
    for (int done = 0; done <= marks.size(); ) {
      int n = Math.min(ends.length, marks.size() - done);
      marks.copy(done, n, ends);
      done += n;
      if (n < ends.length) {
        ends[n++] = spaced.to();
        done++;
      }
      out.pieces(spaced, begin, ends, n);
      begin = ends[n - 1];
    }
  }
}
