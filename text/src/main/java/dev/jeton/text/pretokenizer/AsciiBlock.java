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

  private final long[] planes = new long[8]; // by bit, that of each byte

  /** How many of the bytes are ASCII before the first that is not. */
  int length;

  /** Whether the first eight bytes are ASCII, so that a block is worth while. */
  static boolean begins(byte[] utf8, int at) {
    return ((long) LONG.get(utf8, at) & HIGH) == 0;
  }

  /** Reads the bytes from {@code at} on, which must be there. */
  void read(byte[] utf8, int at) {
    for (int i = 0; i < 8; i++) {
      planes[i] = transposed((long) LONG.get(utf8, at + 8 * i));
    }
    for (int i = 0; i < 4; i++) {
      swap(i, i + 4, 32, 0x00000000ffffffffL);
    }
    for (int i = 0; i < 4; i++) {
      int low = i < 2 ? i : i + 2;
      swap(low, low + 2, 16, 0x0000ffff0000ffffL);
    }
    for (int i = 0; i < 8; i += 2) {
      swap(i, i + 1, 8, 0x00ff00ff00ff00ffL);
    }
    classify(
        planes[0], planes[1], planes[2], planes[3], planes[4], planes[5], planes[6], planes[7]);
  }

  /** Bit {@code j} of byte {@code i} becomes bit {@code i} of byte {@code j} (Warren 2013, 7-3). */
  private static long transposed(long word) {
    long x = word;
    long t = (x ^ x >>> 7) & 0x00aa00aa00aa00aaL;
    x ^= t ^ t << 7;
    t = (x ^ x >>> 14) & 0x0000cccc0000ccccL;
    x ^= t ^ t << 14;
    t = (x ^ x >>> 28) & 0x00000000f0f0f0f0L;
    return x ^ t ^ t << 28;
  }

  /** The upper parts of one number and the lower parts of another change places. */
  private void swap(int low, int high, int shift, long mask) {
    long t = (planes[low] >>> shift ^ planes[high]) & mask;
    planes[high] ^= t;
    planes[low] ^= t << shift;
  }

  /** Classes of the bytes of which these are the bits, the lowest first. */
  private void classify(long b0, long b1, long b2, long b3, long b4, long b5, long b6, long b7) {
    letters = b6 & (b0 | b1 | b2 | b3 | b4) & ~(b4 & b3 & (b2 | b1 & b0)); // 1 to 26 of 32
    capitals = letters & ~b5;
    digits = ~b6 & b5 & b4 & ~(b3 & (b2 | b1));
    long signs = ~b6 & b5 & ~b4; // from ' ' to '/'
    blanks = signs & ~(b3 | b2 | b1 | b0);
    quotes = signs & ~b3 & b2 & b1 & b0;
    slashes = signs & b3 & b2 & b1 & b0;
    long controls = ~(b6 | b5 | b4) & b3; // from 8 to 15
    spaces = blanks | controls & (b2 | b1 | b0) & ~(b2 & b1);
    lines = controls & (b1 & ~b0 | b2 & b0) & ~(b2 & b1);
    symbols = ~(letters | digits | spaces);
    length = Long.numberOfTrailingZeros(b7);
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
