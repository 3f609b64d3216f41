package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TextBuilder;
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
    var built = new TextBuilder(text, to - from + (to - from) / 3 + 16);
    if (first != ' '
        && first != replacement
        && (prepend == Prepend.ALWAYS
            || prepend == Prepend.FIRST && text.originalStart(from) == 0)) {
      built.put(replacement, from, from + CodePoints.length(bytes[from]));
    }
    int done = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == ' ') {
        built.copy(done, i);
        built.put(replacement, i, i + 1);
        done = i + 1;
      }
    }
    built.copy(done, to);
    var spaced = built.text();
    if (cut) {
      cut(spaced, out);
    } else {
      out.piece(spaced, spaced.from(), spaced.to());
    }
  }

  /** Each replacement begins a piece. */
  private void cut(Text spaced, Pieces out) {
    byte[] bytes = spaced.bytes();
    byte[] mark = Utf8.encode(Character.toString(replacement));
    byte lead = mark[0];
    byte last = mark[mark.length - 1];
    int to = spaced.to() - mark.length + 1;
    int[] ends = new int[Math.clamp(spaced.to(), 2, Cuts.MOST)];
    int done = spaced.from();
    int n = 0;
    for (int i = done + 1; i < to; i++) {
      if (bytes[i] == lead
          && bytes[i + mark.length - 1] == last
          && CodePoints.at(bytes, i) == replacement) {
        ends[n++] = i;
        if (n == ends.length) {
          out.pieces(spaced, done, ends, n);
          done = i;
          n = 0;
        }
      }
    }
    ends[n++] = spaced.to();
    out.pieces(spaced, done, ends, n);
  }
}
