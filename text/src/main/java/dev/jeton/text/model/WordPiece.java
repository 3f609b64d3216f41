package dev.jeton.text.model;

import dev.jeton.text.bytes.DoubleArray;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;

/**
 * The longest token that a word begins with, then the longest continuation, and so on; a word that
 * cannot be covered is unknown as a whole (Devlin et al. 2019, arXiv:1810.04805).
 */
public final class WordPiece implements Model {
  private static final int NONE = -1;

  private final int unknown;
  private final String prefix;
  private final int longest;
  private final DoubleArray first;
  private final DoubleArray continuing; // without the prefix

  /**
   * @param tokens those that are there now
   * @param unknown id of words that cannot be covered
   * @param prefix before tokens that continue a word, as in {@code ##}
   * @param longest words of more characters are unknown
   */
  public WordPiece(TokenTable tokens, int unknown, String prefix, int longest) {
    this.unknown = unknown;
    this.prefix = prefix;
    this.longest = longest;
    first = tokens(tokens, new byte[0]);
    continuing = tokens(tokens, Utf8.encode(prefix));
  }

  /** Tokens that begin with {@code prefix}, without it. */
  private static DoubleArray tokens(TokenTable tokens, byte[] prefix) {
    byte[][] strings = new byte[tokens.size()][];
    int[] ids = new int[tokens.size()];
    int n = 0;
    for (int id = 0; id < tokens.size(); id++) {
      if (tokens.has(id)) {
        byte[] token = tokens.bytes(id);
        int mismatch = Arrays.mismatch(token, prefix);
        if ((mismatch < 0 || mismatch >= prefix.length) && tokens.find(token) == id) {
          strings[n] = Arrays.copyOfRange(token, prefix.length, token.length);
          ids[n++] = id;
        }
      }
    }
    return DoubleArray.of(Arrays.copyOf(strings, n), Arrays.copyOf(ids, n));
  }

  /** The id of words that cannot be covered. */
  public int unknown() {
    return unknown;
  }

  /** What is before tokens that continue a word. */
  public String prefix() {
    return prefix;
  }

  /** Words of more characters are unknown. */
  public int longest() {
    return longest;
  }

  @Override
  public String kind() {
    return "WordPiece";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    byte[] bytes = text.bytes();
    if (to - from > longest && characters(bytes, from, to) > longest) {
      out.add(unknown, text, from, to);
      return;
    }
    long found = longest(first, bytes, from, to);
    int end = (int) found;
    if (end == to) {
      out.add((int) (found >>> 32), text, from, to);
      return;
    }
    int[] ids = new int[to - from];
    int[] ends = new int[to - from];
    int n = 0;
    while (end > (n == 0 ? from : ends[n - 1])) {
      ids[n] = (int) (found >>> 32);
      ends[n++] = end;
      if (end == to) {
        for (int i = 0; i < n; i++) {
          out.add(ids[i], text, i == 0 ? from : ends[i - 1], ends[i]);
        }
        return;
      }
      found = longest(continuing, bytes, end, to);
      end = (int) found;
    }
    out.add(unknown, text, from, to);
  }

  /** Id and end of the longest token that {@code bytes[from, to)} begins with; else the end 0. */
  private static long longest(DoubleArray tokens, byte[] bytes, int from, int to) {
    long found = 0;
    long node = tokens.root();
    for (int at = from; at < to; ) {
      node = tokens.child(node, bytes[at++]);
      if (node == DoubleArray.NONE) {
        break;
      }
      int id = DoubleArray.value(node);
      if (id != NONE) {
        found = (long) id << 32 | at;
      }
    }
    return found;
  }

  private static int characters(byte[] bytes, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return n;
  }
}
