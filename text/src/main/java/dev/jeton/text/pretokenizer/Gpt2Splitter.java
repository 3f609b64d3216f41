package dev.jeton.text.pretokenizer;

import static dev.jeton.text.bytes.CodePoints.LETTER;
import static dev.jeton.text.bytes.CodePoints.NUMBER;
import static dev.jeton.text.bytes.CodePoints.OTHER;
import static dev.jeton.text.bytes.CodePoints.SPACE;

import dev.jeton.text.bytes.CodePoints;

/**
 * The pattern of GPT-2, r50k and p50k: {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
 * ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}.
 */
final class Gpt2Splitter extends PatternSplitter {
  @Override
  public int ends(byte[] utf8, int from, int to, int[] ends) {
    int n = 0;
    for (int at = from; at < to && n < ends.length; ) {
      at = end(utf8, at, to);
      ends[n++] = at;
    }
    return n;
  }

  @Override
  int end(byte[] utf8, int from, int to) {
    int at = from;
    if (utf8[at] == '\'') {
      int length = contraction(utf8, at, to, false);
      if (length > 0) {
        return at + length;
      }
    }
    if (utf8[at] == ' ' && at + 1 < to) {
      at++;
    }
    int bits = CodePoints.bitsAt(utf8, at) & (LETTER | NUMBER | OTHER);
    if (bits == LETTER) {
      return CodePoints.letters(utf8, at, to);
    }
    if (bits != 0) {
      return CodePoints.run(utf8, at, to, bits);
    }
    return beforeLastSpace(utf8, from, CodePoints.run(utf8, from, to, SPACE), to);
  }
}
