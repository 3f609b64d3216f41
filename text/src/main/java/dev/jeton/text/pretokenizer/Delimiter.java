package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import java.util.function.IntPredicate;

/** What separates pieces, found in a text. */
public interface Delimiter {

  /** Takes a text in turn: what does not match, and what does. */
  interface Parts {
    void part(int from, int to, boolean match);
  }

  /**
   * The parts of {@code text[from, to)}; a regular expression may match an empty one, where it only
   * looks ahead.
   */
  void find(Text text, int from, int to, Parts out);

  /** Whether anything in {@code text[from, to)} may match. */
  default boolean isIn(Text text, int from, int to) {
    return true;
  }

  /** What matches does not, and the reverse. */
  default Delimiter inverted() {
    return (text, from, to, out) -> find(text, from, to, (a, b, match) -> out.part(a, b, !match));
  }

  /** Single characters that fulfil a condition. */
  static Delimiter character(IntPredicate wanted) {
    return (text, from, to, out) -> {
      byte[] bytes = text.bytes();
      int done = from;
      for (int at = from; at < to; ) {
        int end = at + CodePoints.length(bytes[at]);
        if (wanted.test(CodePoints.at(bytes, at))) {
          if (done < at) {
            out.part(done, at, false);
          }
          out.part(at, end, true);
          done = end;
        }
        at = end;
      }
      if (done < to) {
        out.part(done, to, false);
      }
    };
  }

  /** A string; matches do not overlap. An empty one never matches. */
  static Delimiter string(byte[] utf8) {
    return new Literal(utf8);
  }

  /** A regular expression as Hugging Face's files write it (Oniguruma). */
  static Delimiter regex(String pattern) {
    if (pattern.equals(" {2,}")) {
      return new Spaces();
    }
    var known = SplitPattern.of(pattern);
    if (known.isPresent()) { // each of its pieces is a match
      return (text, from, to, out) ->
          known.get().splitter().split(text, from, to, (t, a, b) -> out.part(a, b, true));
    }
    return new RegexSplitter(pattern, true)::find;
  }
}
