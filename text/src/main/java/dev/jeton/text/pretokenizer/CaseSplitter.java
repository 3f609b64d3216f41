package dev.jeton.text.pretokenizer;

import static dev.jeton.text.bytes.CodePoints.HEAD;
import static dev.jeton.text.bytes.CodePoints.LETTER;
import static dev.jeton.text.bytes.CodePoints.LINE;
import static dev.jeton.text.bytes.CodePoints.NUMBER;
import static dev.jeton.text.bytes.CodePoints.OTHER;
import static dev.jeton.text.bytes.CodePoints.SLASH;
import static dev.jeton.text.bytes.CodePoints.SPACE;
import static dev.jeton.text.bytes.CodePoints.TAIL;

import dev.jeton.text.bytes.CodePoints;

/**
 * The pattern of o200k, which cuts words where capitals begin. With {@code H =
 * [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]}, {@code T = [\p{Ll}\p{Lm}\p{Lo}\p{M}]} and {@code C =
 * (?i:'s|'t|'re|'ve|'m|'ll|'d)}: {@code [^\r\n\p{L}\p{N}]?H*T+C?|[^\r\n\p{L}\p{N}]?H+T*C?|
 * \p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+}.
 */
final class CaseSplitter extends PatternSplitter {
  @Override
  long cuts(AsciiBlock block, byte[] utf8, int from, int to) {
    long behindBlank = block.blanks << 1;
    long tails = block.lines | block.slashes;
    tails = AsciiBlock.runs(tails, block.lines & block.symbols << 1); // belong to the symbols
    long symbols = AsciiBlock.starts(block.symbols & ~tails) & ~behindBlank;
    long spaces = block.spaces & ~tails;
    long others = block.spaces & ~block.lines;
    long cuts =
        AsciiBlock.starts(block.letters) & ~((others | symbols) << 1)
            | block.capitals & (block.letters & ~block.capitals) << 1
            | block.numbers(3)
            | symbols
            | AsciiBlock.starts(spaces)
            | others & ~(block.spaces >>> 1) // the last one before something else
            | block.indents(others);
    int free = 0; // from where on a quote may end a word
    for (long quotes = block.quotes & block.letters << 1; quotes != 0; quotes &= quotes - 1) {
      int quote = Long.numberOfTrailingZeros(quotes);
      int length = quote > free ? contraction(utf8, from + quote, to, true) : 0;
      if (length > 0) {
        free = quote + length;
        long end = 1L << quote << length;
        cuts = cuts & ~(end - (1L << quote)) | end;
      }
    }
    return cuts;
  }

  @Override
  int end(byte[] utf8, int from, int to) {
    int bits = CodePoints.bitsAt(utf8, from);
    if ((bits & NUMBER) != 0) {
      return numbers(utf8, from, to, 3);
    }
    int next = from + CodePoints.length(utf8[from]);
    if ((bits & (LETTER | LINE)) == 0 && next < to) {
      int end = endingInTail(utf8, next, to);
      if (end == next && (bits & TAIL) != 0) { // a mark is a word of its own
        return contracted(utf8, next, to);
      }
      end = end > next ? end : CodePoints.run(utf8, next, to, HEAD);
      if (end > next) {
        return contracted(utf8, end, to);
      }
    }
    if ((bits & (HEAD | TAIL)) != 0) {
      int end = endingInTail(utf8, from, to);
      return contracted(utf8, end > from ? end : CodePoints.run(utf8, from, to, HEAD), to);
    }
    if (utf8[from] == ' ' && next < to && (CodePoints.bitsAt(utf8, next) & OTHER) != 0) {
      return symbols(utf8, next, to);
    }
    if ((bits & OTHER) != 0) {
      return symbols(utf8, from, to);
    }
    int run = CodePoints.run(utf8, from, to, SPACE);
    int line = afterLastLine(utf8, from, run);
    return line > from ? line : beforeLastSpace(utf8, from, run, to);
  }

  private static int symbols(byte[] utf8, int from, int to) {
    return CodePoints.run(utf8, CodePoints.run(utf8, from, to, OTHER), to, LINE | SLASH);
  }

  /** End of {@code H*T+} at {@code from}; {@code from} where it does not match. */
  private static int endingInTail(byte[] utf8, int from, int to) {
    int heads = CodePoints.run(utf8, from, to, HEAD);
    int end = CodePoints.tails(utf8, heads, to);
    if (end > heads) {
      return end;
    }
    for (int p = heads; p > from; ) { // H* gives back until T+ matches
      int start = CodePoints.before(utf8, p);
      if ((CodePoints.bitsAt(utf8, start) & TAIL) != 0) {
        return p;
      }
      p = start;
    }
    return from;
  }

  /** End of {@code C?} at {@code end}. */
  private static int contracted(byte[] utf8, int end, int to) {
    return end == to || utf8[end] != '\'' ? end : end + contraction(utf8, end, to, true);
  }
}
