package dev.jeton.text;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.Utf8;
import dev.jeton.text.model.TokenBuffer;
import dev.jeton.text.normalizer.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * How many tokens a text has while it grows at its ends, such as a conversation to which answers
 * are appended or older messages prepended as long as they fit. Always the count of the whole text,
 * not a sum of parts; no template is added. For one thread.
 *
 * <p>With the patterns of OpenAI, Llama 3, Qwen and their kin and no normalization, only what was
 * added and a few words beside it are looked at again. Everything else is counted from the start,
 * which the cache of words makes cheaper.
 */
public final class TokenCounter {
  /** So many words before the end may be cut otherwise once the text goes on. */
  private static final int UNSETTLED = 3;

  private static final int FIRST_WINDOW = 8;

  /** Pieces of the text; those of whitespace alone are blank. */
  private record Piece(int chars, int tokens, boolean blank) {}

  private final Tokenizer tokenizer;
  private final boolean local;
  private final Deque<String> text = new ArrayDeque<>(); // as it came
  private final Deque<Piece> pieces = new ArrayDeque<>(); // none where not local
  private int count;

  TokenCounter(Tokenizer tokenizer, boolean nothingAdded) {
    this.tokenizer = tokenizer;
    var parts = tokenizer.parts();
    local = nothingAdded && parts.normalizer() == Normalizer.NONE && parts.preTokenizer().local();
  }

  /** The tokens of the text so far. */
  public int count() {
    return count;
  }

  /** Adds {@code more} behind the text; gives the tokens of all of it. */
  public int append(String more) {
    text.addLast(more);
    if (!local) {
      count = tokenizer.count(String.join("", text));
      return count;
    }
    int chars = more.length();
    for (int words = 0; words < UNSETTLED && !pieces.isEmpty(); ) {
      var piece = removeLast();
      words += piece.blank() ? 0 : 1;
      chars += piece.chars();
    }
    cut(end(chars)).forEach(this::addLast);
    return count;
  }

  /** Adds {@code more} before the text; gives the tokens of all of it. */
  public int prepend(String more) {
    text.addFirst(more);
    if (!local) {
      count = tokenizer.count(String.join("", text));
      return count;
    }
    for (int window = FIRST_WINDOW; window < pieces.size(); window *= 4) {
      if (prepend(more.length(), window)) {
        return count;
      }
    }
    count = 0;
    pieces.clear();
    cut(String.join("", text)).forEach(this::addLast);
    return count;
  }

  /** Cuts what was added and some pieces behind it, until a border is found that was one before. */
  private boolean prepend(int added, int window) {
    int chars = added;
    Iterator<Piece> old = pieces.iterator();
    for (int i = 0; i < window; i++) {
      chars += old.next().chars();
    }
    var found = cut(beginning(chars));
    int settled = found.size();
    for (int words = 0; words < UNSETTLED && settled > 0; ) {
      words += found.get(--settled).blank() ? 0 : 1;
    }
    old = pieces.iterator();
    int gone = 0;
    int oldEnd = added;
    int newEnd = 0;
    for (int i = 0; i < settled; i++) {
      newEnd += found.get(i).chars();
      while (oldEnd < newEnd) {
        oldEnd += old.next().chars();
        gone++;
      }
      if (oldEnd == newEnd) {
        for (int j = 0; j < gone; j++) {
          count -= pieces.removeFirst().tokens();
        }
        for (int j = i; j >= 0; j--) {
          pieces.addFirst(found.get(j));
          count += found.get(j).tokens();
        }
        return true;
      }
    }
    return false;
  }

  private Piece removeLast() {
    var piece = pieces.removeLast();
    count -= piece.tokens();
    return piece;
  }

  private void addLast(Piece piece) {
    pieces.addLast(piece);
    count += piece.tokens();
  }

  private String beginning(int chars) {
    var found = new StringBuilder(chars);
    for (var iterator = text.iterator(); found.length() < chars; ) {
      String part = iterator.next();
      found.append(part, 0, Math.min(part.length(), chars - found.length()));
    }
    return found.toString();
  }

  private String end(int chars) {
    var parts = new ArrayDeque<String>();
    int missing = chars;
    for (var iterator = text.descendingIterator(); missing > 0; ) {
      String part = iterator.next();
      parts.addFirst(part.substring(Math.max(0, part.length() - missing)));
      missing -= parts.getFirst().length();
    }
    return String.join("", parts);
  }

  private List<Piece> cut(String part) {
    var found = new ArrayList<Piece>();
    byte[] utf8 = Utf8.encode(part);
    var model = tokenizer.parts().model();
    tokenizer
        .parts()
        .preTokenizer()
        .split(
            Text.of(utf8),
            0,
            utf8.length,
            (piece, from, to) -> {
              var tokens = TokenBuffer.counting();
              model.tokenize(piece, from, to, tokens);
              found.add(piece(piece.bytes(), from, to, tokens.size()));
            });
    return found;
  }

  private static Piece piece(byte[] utf8, int from, int to, int tokens) {
    int chars = 0;
    for (int i = from; i < to; i++) {
      int b = utf8[i] & 0xff;
      chars += b >= 0xf0 ? 2 : (b & 0xc0) == 0x80 ? 0 : 1;
    }
    return new Piece(chars, tokens, CodePoints.run(utf8, from, to, CodePoints.SPACE) == to);
  }
}
