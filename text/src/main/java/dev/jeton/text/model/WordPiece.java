package dev.jeton.text.model;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;

/**
 * The longest token that a word begins with, then the longest continuation, and so on; a word that
 * cannot be covered is unknown as a whole (Devlin et al. 2019, arXiv:1810.04805).
 */
public final class WordPiece implements Model {
  private final TokenTable tokens;
  private final int unknown;
  private final byte[] prefix;
  private final int longest;

  /**
   * @param unknown id of words that cannot be covered
   * @param prefix before tokens that continue a word, as in {@code ##}
   * @param longest words of more characters are unknown
   */
  public WordPiece(TokenTable tokens, int unknown, String prefix, int longest) {
    this.tokens = tokens;
    this.unknown = unknown;
    this.prefix = Utf8.encode(prefix);
    this.longest = longest;
  }

  @Override
  public String kind() {
    return "WordPiece";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    byte[] bytes = text.bytes();
    int whole = to - from <= longest ? tokens.find(bytes, from, to) : -1;
    if (whole >= 0) {
      out.add(whole, text, from, to);
      return;
    }
    if (characters(bytes, from, to) > longest) {
      out.add(unknown, text, from, to);
      return;
    }
    int[] ids = new int[to - from];
    int[] lengths = new int[to - from];
    byte[] continuing = new byte[prefix.length + to - from];
    System.arraycopy(prefix, 0, continuing, 0, prefix.length);
    int n = 0;
    for (int at = from; at < to; at += lengths[n++]) {
      if (at > from) {
        System.arraycopy(bytes, at, continuing, prefix.length, to - at);
      }
      for (int end = to; ; end = CodePoints.before(bytes, end)) {
        if (end <= at) {
          out.add(unknown, text, from, to);
          return;
        }
        int id =
            at == from
                ? tokens.find(bytes, at, end)
                : tokens.find(continuing, 0, prefix.length + end - at);
        if (id >= 0) {
          ids[n] = id;
          lengths[n] = end - at;
          break;
        }
      }
    }
    int at = from;
    for (int i = 0; i < n; i++) {
      out.add(ids[i], text, at, at + lengths[i]);
      at += lengths[i];
    }
  }

  private static int characters(byte[] bytes, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return n;
  }
}
