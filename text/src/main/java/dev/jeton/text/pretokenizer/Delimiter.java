package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import java.util.function.IntPredicate;

/** What separates pieces, found in a text. */
public interface Delimiter {

  /** Takes a text in turn: what does not match, and what does. */
  interface Parts {
    void part(int from, int to, boolean match);
  }

  /** Kinds of characters. */
  enum Kind {
    /** Whitespace. */
    SPACE(CodePoints::isSpace),
    /** Punctuation as {@link BertPreTokenizer} has it. */
    PUNCTUATION(BertPreTokenizer::isPunctuation),
    /** Numbers. */
    NUMBER(c -> (CodePoints.bits(c) & CodePoints.NUMBER) != 0);

    private final IntPredicate wanted;

    Kind(IntPredicate wanted) {
      this.wanted = wanted;
    }
  }

  /** The parts of {@code text[from, to)}; only those that match may be empty. */
  void find(Text text, int from, int to, Parts out);

  /** Whether anything in {@code text[from, to)} may match. */
  default boolean isIn(Text text, int from, int to) {
    return true;
  }

  /** What matches does not, and the reverse. */
  default Delimiter inverted() {
    return new Inverted(this);
  }

  /** A string; matches do not overlap. An empty one never matches. */
  static Delimiter string(String string) {
    return new Literal(Utf8.encode(string));
  }

  /** A regular expression as Hugging Face's files write it (Oniguruma). */
  static Delimiter regex(String pattern) {
    if (pattern.equals(Spaces.PATTERN)) {
      return new Spaces();
    }
    return SplitPattern.of(pattern)
        .<Delimiter>map(known -> new Known(known, pattern))
        .orElseGet(() -> new Regex(pattern, true));
  }

  /** What does not match {@code delimiter}. */
  record Inverted(Delimiter delimiter) implements Delimiter {
    @Override
    public void find(Text text, int from, int to, Parts out) {
      delimiter.find(text, from, to, (a, b, match) -> out.part(a, b, !match));
    }

    @Override
    public Delimiter inverted() {
      return delimiter;
    }
  }

  /** Each character of a kind. */
  record Each(Kind kind) implements Delimiter {
    @Override
    public void find(Text text, int from, int to, Parts out) {
      characters(kind.wanted, text, from, to, out);
    }
  }

  /** One character. */
  record Single(int codePoint) implements Delimiter {
    @Override
    public void find(Text text, int from, int to, Parts out) {
      characters(c -> c == codePoint, text, from, to, out);
    }
  }

  /**
   * A pattern that is written out by hand; each of its pieces is a match.
   *
   * @param text as the file writes it
   */
  record Known(SplitPattern pattern, String text) implements Delimiter {
    @Override
    public void find(Text text, int from, int to, Parts out) {
      pattern.splitter().split(text, from, to, (t, a, b) -> out.part(a, b, true));
    }
  }

  /** Any other pattern. */
  final class Regex implements Delimiter {
    private final String pattern;
    private final boolean lines;
    private final RegexSplitter splitter;

    /**
     * @param lines whether {@code ^} and {@code $} mean the ends of lines, as in Oniguruma;
     *     otherwise of the text
     */
    Regex(String pattern, boolean lines) {
      this.pattern = pattern;
      this.lines = lines;
      splitter = new RegexSplitter(pattern, lines);
    }

    public String pattern() {
      return pattern;
    }

    /** Whether {@code ^} and {@code $} mean the ends of lines. */
    public boolean lines() {
      return lines;
    }

    @Override
    public void find(Text text, int from, int to, Parts out) {
      splitter.find(text, from, to, out);
    }
  }

  private static void characters(IntPredicate wanted, Text text, int from, int to, Parts out) {
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
  }
}
