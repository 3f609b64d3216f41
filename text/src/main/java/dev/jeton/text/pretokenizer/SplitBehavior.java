package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.Text;
import dev.jeton.text.pretokenizer.PreTokenizer.Pieces;

/** What becomes of delimiters when text is cut at them. */
public enum SplitBehavior {
  /** They are dropped. */
  REMOVED {
    @Override
    void cut(Delimiter delimiter, Text text, int from, int to, Pieces out) {
      delimiter.find(
          text,
          from,
          to,
          (a, b, match) -> {
            if (!match && a < b) {
              out.piece(text, a, b);
            }
          });
    }
  },
  /** Each is a piece. */
  ISOLATED {
    @Override
    void cut(Delimiter delimiter, Text text, int from, int to, Pieces out) {
      delimiter.find(
          text,
          from,
          to,
          (a, b, match) -> {
            if (a < b) {
              out.piece(text, a, b);
            }
          });
    }
  },
  /** Each belongs to the piece before it, if that is no delimiter. */
  MERGED_WITH_PREVIOUS {
    @Override
    void cut(Delimiter delimiter, Text text, int from, int to, Pieces out) {
      var open = new Open();
      delimiter.find(
          text,
          from,
          to,
          (a, b, match) -> {
            if (!(match && !open.match && open.to > open.from)) {
              open.give(text, out);
              open.from = a;
            }
            open.to = b;
            open.match = match;
          });
      open.give(text, out);
    }
  },
  /** Each belongs to the piece behind it, if that is no delimiter. */
  MERGED_WITH_NEXT {
    @Override
    void cut(Delimiter delimiter, Text text, int from, int to, Pieces out) {
      var open = new Open();
      delimiter.find(
          text,
          from,
          to,
          (a, b, match) -> {
            if (match || !open.match) {
              open.give(text, out);
              open.from = a;
            }
            open.to = b;
            open.match = match;
          });
      open.give(text, out);
    }
  },
  /** Neighbouring delimiters are a piece together. */
  CONTIGUOUS {
    @Override
    void cut(Delimiter delimiter, Text text, int from, int to, Pieces out) {
      var open = new Open();
      delimiter.find(
          text,
          from,
          to,
          (a, b, match) -> {
            if (match != open.match || open.to == open.from) {
              open.give(text, out);
              open.from = a;
            }
            open.to = b;
            open.match = match;
          });
      open.give(text, out);
    }
  };

  /** A piece that may still grow. */
  private static final class Open {
    int from;
    int to;
    boolean match;

    void give(Text text, Pieces out) {
      if (from < to) {
        out.piece(text, from, to);
      }
    }
  }

  abstract void cut(Delimiter delimiter, Text text, int from, int to, Pieces out);

  /** The pre-tokenizer that cuts at {@code delimiter}. */
  public PreTokenizer at(Delimiter delimiter) {
    return new Split(this, delimiter);
  }
}
