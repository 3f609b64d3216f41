package dev.jeton.text.compress;

import dev.jeton.text.TokenizerException;
import dev.jeton.text.bytes.ByteTrie;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The text of every codeword of {@link EqualInfoWindows}: since coder and model begin again in each
 * window, there are just 2^W of them, and coding is a look-up. With every text its beginnings are
 * in the dictionary too, and a window takes the longest text that fits: the same codewords as the
 * arithmetic coder gives, without a model. Compare Tunstall 1967.
 */
public final class WindowDictionary {
  /** Most bits of a window: larger dictionaries would be too large. */
  public static final int MOST_BITS = 20;

  /** The parent of a single byte. */
  static final int ROOT = -1;

  /** Most bytes of a window. */
  static final int LONGEST = 1024;

  private final int bits;
  private final int[] parents;
  private final byte[] lasts;
  private final int[] lengths;
  private final ByteTrie trie = new ByteTrie();

  /**
   * @param parents by codeword the one of the text without its last byte, or −1 for a single byte
   * @param lasts by codeword the last byte of its text
   */
  WindowDictionary(int bits, int[] parents, byte[] lasts) {
    this.bits = bits;
    this.parents = parents;
    this.lasts = lasts;
    lengths = new int[parents.length];
    for (int codeword = 0; codeword < parents.length; codeword++) {
      byte[] text = text(codeword);
      lengths[codeword] = text.length;
      trie.add(text, codeword);
    }
  }

  /**
   * All windows of {@code windows}, of at most {@value #MOST_BITS} bits.
   *
   * @throws TokenizerException if a window holds more than 1024 bytes
   */
  public static WindowDictionary of(EqualInfoWindows windows) {
    if (windows.bits() > MOST_BITS) {
      throw new TokenizerException(
          "expected windows of at most %d bits, found %d".formatted(MOST_BITS, windows.bits()));
    }
    return new Growing(windows).grown();
  }

  /** Bits of a window. */
  public int bits() {
    return bits;
  }

  /** How many codewords there are, 2^W. */
  public int size() {
    return parents.length;
  }

  /** The bytes that {@code codeword} stands for. */
  public byte[] text(int codeword) {
    return text(codeword, parents, lasts);
  }

  private static byte[] text(int codeword, int[] parents, byte[] lasts) {
    int length = 0;
    for (int node = codeword; node != ROOT; node = parents[node]) {
      length++;
    }
    var text = new byte[length];
    for (int node = codeword; node != ROOT; node = parents[node]) {
      text[--length] = lasts[node];
    }
    return text;
  }

  /** Whether each byte alone is a window. */
  boolean hasEveryByte() {
    for (int b = 0; b < ByteModel.BYTES; b++) {
      if (longest(new byte[] {(byte) b}, 0, 1) == ByteTrie.NONE) {
        return false;
      }
    }
    return true;
  }

  byte last(int codeword) {
    return lasts[codeword];
  }

  /** One codeword for each window of {@code text}. */
  public int[] encode(byte[] text) {
    var codewords = new int[text.length];
    int windows = 0;
    for (int at = 0; at < text.length; windows++) {
      codewords[windows] = longest(text, at, text.length);
      at += length(codewords[windows]);
    }
    return Arrays.copyOf(codewords, windows);
  }

  /** The text of windows. */
  public byte[] decode(int... codewords) {
    var text = new ByteArrayOutputStream();
    for (int codeword : codewords) {
      text.writeBytes(text(codeword));
    }
    return text.toByteArray();
  }

  /** The codeword of the longest text that {@code bytes[from, to)} begins with; not empty. */
  int longest(byte[] bytes, int from, int to) {
    return trie.longestValue(bytes, from, to);
  }

  /** How many bytes {@code codeword} stands for. */
  int length(int codeword) {
    return lengths[codeword];
  }

  /** The tree of windows: codewords in the order in which texts stand in a dictionary of words. */
  private static final class Growing {
    private final EqualInfoWindows windows;
    private final int[] parents;
    private final byte[] lasts;
    private final int[] shares; // by codeword how many begin with its text

    Growing(EqualInfoWindows windows) {
      this.windows = windows;
      parents = new int[1 << windows.bits()];
      lasts = new byte[parents.length];
      shares = new int[parents.length];
    }

    WindowDictionary grown() {
      var window = windows.new Window();
      divide(window, ROOT, 0);
      for (int codeword = 0; codeword < parents.length; codeword++) {
        if (shares[codeword] > 1) {
          window.open(path(codeword), codeword, shares[codeword]);
          divide(window, codeword, codeword + 1);
        }
      }
      return new WindowDictionary(windows.bits(), parents, lasts);
    }

    private void divide(EqualInfoWindows.Window window, int parent, int first) {
      int[] parts = window.divide();
      int child = first;
      for (int b = 0; b < parts.length; b++) {
        if (parts[b] > 0) {
          parents[child] = parent;
          lasts[child] = (byte) b;
          shares[child] = parts[b];
          child += parts[b];
        }
      }
    }

    private byte[] path(int codeword) {
      byte[] path = text(codeword, parents, lasts);
      if (path.length == LONGEST) {
        throw new TokenizerException(
            "expected windows of at most %d bytes, found a longer one: the texts learnt from repeat"
                    .formatted(LONGEST)
                + " themselves too much for %d bits".formatted(windows.bits()));
      }
      return path;
    }
  }
}
