package dev.jeton.text.pretokenizer;

import static dev.jeton.text.bytes.CodePoints.LETTER;
import static dev.jeton.text.bytes.CodePoints.LINE;
import static dev.jeton.text.bytes.CodePoints.NUMBER;
import static dev.jeton.text.bytes.CodePoints.OTHER;
import static dev.jeton.text.bytes.CodePoints.SPACE;

import dev.jeton.text.bytes.CodePoints;

/**
 * The pattern of cl100k and its kin (Llama 3, Qwen 2): {@code (?i:'s|'t|'re|'ve|'m|'ll|'d)|
 * [^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+}.
 */
final class LetterSplitter extends PatternSplitter {
  private final int digits;
  private final boolean trailingWhole;

  /**
   * @param digits how many numbers a piece may hold
   * @param trailingWhole whether whitespace at the end of the text is one piece though it holds
   *     line breaks: {@code \s++$}
   */
  LetterSplitter(int digits, boolean trailingWhole) {
    this.digits = digits;
    this.trailingWhole = trailingWhole;
  }

  @Override
  long cuts(AsciiBlock block, byte[] utf8, int from, int to) {
    long symbols = block.symbols;
    long behindBlank = block.blanks << 1;
    long lines = AsciiBlock.runs(block.lines, block.lines & symbols << 1); // belong to the symbols
    long spaces = block.spaces & ~lines;
    long others = block.spaces & ~block.lines;
    long words = AsciiBlock.starts(block.letters);
    long prefix = others | AsciiBlock.starts(symbols) & ~behindBlank; // where a letter follows
    long cuts =
        words & ~(prefix << 1)
            | block.numbers(digits)
            | AsciiBlock.starts(symbols) & ~behindBlank
            | AsciiBlock.starts(spaces)
            | others & ~(block.spaces >>> 1) // the last one before something else
            | block.indents(others);
    long quoted = words & (prefix & block.quotes) << 1;
    for (; quoted != 0; quoted &= quoted - 1) {
      int quote = Long.numberOfTrailingZeros(quoted) - 1;
      int length = contraction(utf8, from + quote, to, true);
      cuts |= length > 0 ? 1L << quote << length : 0;
    }
    return cuts;
  }

  @Override
  int end(byte[] utf8, int from, int to) {
    int first = utf8[from];
    if (first == '\'') {
      int length = contraction(utf8, from, to, true);
      if (length > 0) {
        return from + length;
      }
    }
    int bits = CodePoints.bitsAt(utf8, from);
    if ((bits & LETTER) != 0) {
      return CodePoints.letters(utf8, from, to);
    }
    if ((bits & NUMBER) != 0) {
      return numbers(utf8, from, to, digits);
    }
    int next = from + CodePoints.length(utf8[from]);
    if ((bits & LINE) == 0 && next < to) {
      int following = CodePoints.bitsAt(utf8, next);
      if ((following & LETTER) != 0) {
        return CodePoints.letters(utf8, next, to);
      }
      if (first == ' ' && (following & OTHER) != 0) {
        return CodePoints.run(utf8, CodePoints.run(utf8, next, to, OTHER), to, LINE);
      }
    }
    if ((bits & OTHER) != 0) {
      return CodePoints.run(utf8, CodePoints.run(utf8, from, to, OTHER), to, LINE);
    }
    int run = CodePoints.run(utf8, from, to, SPACE);
    if (trailingWhole && run == to) {
      return run;
    }
    int line = afterLastLine(utf8, from, run);
    return line > from ? line : beforeLastSpace(utf8, from, run, to);
  }
}
