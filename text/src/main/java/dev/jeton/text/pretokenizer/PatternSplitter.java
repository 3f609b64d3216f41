package dev.jeton.text.pretokenizer;

import dev.jeton.text.bytes.CodePoints;

/** A pattern written out by hand: says for each index where the match that begins there ends. */
abstract class PatternSplitter implements Cuts {

  /** End of the match at {@code from}; more than {@code from} and at most {@code to}. */
  abstract int end(byte[] utf8, int from, int to);

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
