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
  long cuts(AsciiBlock block, byte[] utf8, int from, int to) {
    long spaces = block.spaces;
    long symbols = AsciiBlock.starts(block.symbols) & ~(block.blanks << 1);
    long cuts =
        (AsciiBlock.starts(block.letters) | AsciiBlock.starts(block.digits)) & ~(block.blanks << 1)
            | symbols
            | AsciiBlock.starts(spaces)
            | spaces & ~(spaces >>> 1);
    for (long quotes = block.quotes & symbols & block.letters >>> 1;
        quotes != 0;
        quotes &= quotes - 1) {
      int quote = Long.numberOfTrailingZeros(quotes);
      int length = contraction(utf8, from + quote, to, false);
      cuts = length > 0 ? cuts & ~(2L << quote) | 1L << quote << length : cuts;
    }
    return cuts;
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
