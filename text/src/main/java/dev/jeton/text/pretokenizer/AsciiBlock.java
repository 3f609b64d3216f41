package dev.jeton.text.pretokenizer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The classes of 64 bytes of ASCII, one bit each, the first lowest: a pattern finds all its cuts
 * among them by a few operations on whole masks, without a branch per character.
 */
final class AsciiBlock {
  static final int SIZE = 64;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  long letters;
  long capitals;
  long digits;
  long spaces; // all of \s
  long lines; // \r, \n
  long blanks; // ' '
  long slashes;
  long quotes; // '\''

  /** What is none of letters, digits and spaces. */
  long symbols;

  /** How many of the bytes are ASCII before the first that is not. */
  int length;

  /** Whether the first eight bytes are ASCII, so that a block is worth while. */
  static boolean begins(byte[] utf8, int at) {
    return ((long) LONG.get(utf8, at) & HIGH) == 0;
  }

  /** Reads the bytes from {@code at} on, which must be there. */
  void read(byte[] utf8, int at) {
    letters = capitals = digits = spaces = lines = blanks = slashes = quotes = 0;
    long beyond = 0;
    for (int i = 0; i < SIZE; i += 8) {
      long word = (long) LONG.get(utf8, at + i);
      long blank = is(word, ' ');
      long line = is(word, '\n') | is(word, '\r');
      long capital = in(word, 'A', 'Z');
      capitals |= bits(capital) << i;
      letters |= bits(capital | in(word, 'a', 'z')) << i;
      digits |= bits(in(word, '0', '9')) << i;
      blanks |= bits(blank) << i;
      lines |= bits(line) << i;
      spaces |= bits(blank | in(word, '\t', '\r')) << i;
      slashes |= bits(is(word, '/')) << i;
      quotes |= bits(is(word, '\'')) << i;
      beyond |= bits(word) << i;
    }
    symbols = ~(letters | digits | spaces);
    length = Long.numberOfTrailingZeros(beyond);
  }

  /** The highest bit of each byte from {@code low} to {@code high}, up to one beyond ASCII. */
  private static long in(long word, int low, int high) {
    return word + (0x80 - low) * EACH & ~(word + (0x7f - high) * EACH);
  }

  private static long is(long word, int c) {
    return ~((word ^ c * EACH) + 0x7f * EACH);
  }

  /** The highest bits of the eight bytes, the first lowest. */
  private static long bits(long word) {
    return (word & HIGH) * 0x0002040810204081L >>> 56;
  }

  /** Those of {@code cuts} that no byte behind the block can move. */
  long settled(long cuts) {
    if (length == 0) {
      return 0;
    }
    int run = Long.numberOfLeadingZeros(~(spaces << SIZE - length)); // of spaces at the end
    int last = Math.min(length - run, length - 1);
    return cuts & -1L >>> 63 - last & ~1;
  }

  /** Where runs begin. */
  static long starts(long classes) {
    return classes & ~(classes << 1);
  }

  /**
   * The runs, or ends of runs, of {@code classes} that begin at {@code firsts}, which are of it.
   */
  static long runs(long classes, long firsts) {
    return classes & ~(classes + firsts) | firsts;
  }

  /** Cuts of runs of digits, after each {@code most}, 1 or 3. */
  long numbers(int most) {
    if (most == 1) {
      return digits;
    }
    long behindThree = digits & digits << 1 & digits << 2 & digits << 3;
    long cut = starts(digits);
    long cuts = cut;
    while ((cut = cut << 3 & behindThree) != 0) {
      cuts |= cut;
    }
    return cuts;
  }

  /** Spaces behind the last line break of their run that others follow. */
  long indents(long others) {
    long firsts = others & lines << 1;
    long blank = (others + firsts) & lines; // of lines that hold nothing else
    return blank == 0 ? firsts : indents(others, firsts);
  }

  private long indents(long others, long firsts) {
    long found = 0;
    for (long left = firsts; left != 0; left &= left - 1) {
      long first = Long.lowestOneBit(left);
      found |= (others + first & lines & -first) == 0 ? first : 0;
    }
    return found;
  }
}
