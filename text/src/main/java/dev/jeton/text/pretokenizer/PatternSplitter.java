package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;

/** A pattern written out by hand: says for each index where the match that begins there ends. */
abstract class PatternSplitter implements Cuts {

  /** End of the match at {@code from}; more than {@code from} and at most {@code to}. */
  abstract int end(byte[] utf8, int from, int to);

  /** Where pieces begin among the bytes of a block; those that {@link AsciiBlock#settled} keeps. */
  abstract long cuts(AsciiBlock block, byte[] utf8, int from, int to);

  @Override
  public final int ends(byte[] utf8, int from, int to, int[] ends) {
    int at = from;
    int n = 0;
    if (ends.length > AsciiBlock.SIZE && to - from >= AsciiBlock.SIZE) {
      var block = new AsciiBlock();
      int most = ends.length - AsciiBlock.SIZE;
      while (to - at >= AsciiBlock.SIZE && n <= most) {
        long cuts = 0;
        if (AsciiBlock.begins(utf8, at)) {
          block.read(utf8, at);
          cuts = block.settled(cuts(block, utf8, at, to));
        }
        if (cuts == 0) {
          at = end(utf8, at, to);
          ends[n++] = at;
          continue;
        }
        for (long left = cuts; left != 0; left &= left - 1) {
          ends[n++] = at + Long.numberOfTrailingZeros(left);
        }
        at = ends[n - 1];
      }
      if (n > 0) {
        return n;
      }
    }
    while (at < to && n < ends.length) {
      at = end(utf8, at, to);
      ends[n++] = at;
    }
    return n;
  }

  @Override
  public final boolean local() {
    return true;
  }

  /**
   * Length of {@code '(?:[sdmt]|ll|ve|re)} at {@code at}, where the quote stands; 0 where it does
   * not match.
   *
   * @param anyCase also capitals, and U+017F, which folds to s
   */
  static int contraction(byte[] utf8, int at, int to, boolean anyCase) {
    if (at + 1 >= to) {
      return 0;
    }
    int first = lower(utf8[at + 1], anyCase);
    switch (first) {
      case 's', 'd', 'm', 't' -> {
        return 2;
      }
      case 'l' -> {
        return at + 2 < to && lower(utf8[at + 2], anyCase) == 'l' ? 3 : 0;
      }
      case 'v', 'r' -> {
        return at + 2 < to && lower(utf8[at + 2], anyCase) == 'e' ? 3 : 0;
      }
      default -> {
        boolean longS =
            anyCase && at + 2 < to && first == (byte) 0xc5 && utf8[at + 2] == (byte) 0xbf;
        return longS ? 3 : 0;
      }
    }
  }

  private static int lower(byte b, boolean anyCase) {
    return anyCase && b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** End of at most {@code most} numbers from {@code at} on. */
  static int numbers(byte[] utf8, int at, int to, int most) {
    int p = at;
    for (int n = 0; n < most && p < to; n++) {
      if ((CodePoints.bitsAt(utf8, p) & CodePoints.NUMBER) == 0) {
        break;
      }
      p += CodePoints.length(utf8[p]);
    }
    return p;
  }

  /** End of {@code \s+(?!\S)|\s} where the whitespace {@code [at, run)} is a longest run. */
  static int beforeLastSpace(byte[] utf8, int at, int run, int to) {
    if (run == to) {
      return run;
    }
    int last = CodePoints.before(utf8, run);
    return last > at ? last : run;
  }

  /** End of the last line break in {@code [at, run)}; {@code at} where there is none. */
  static int afterLastLine(byte[] utf8, int at, int run) {
    int p = run;
    while (p > at && utf8[p - 1] != '\n' && utf8[p - 1] != '\r') {
      p--;
    }
    return p;
  }
}
