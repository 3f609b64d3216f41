package dev.jeton.llm.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of characters as sequences of ranges of bytes, after the utf8-ranges of Rust's regex,
 * which has them from Russ Cox's RE2.
 */
final class Utf8Ranges {
  private static final int[] LAST = {0x7f, 0x7ff, 0xffff, 0x10ffff};

  private Utf8Ranges() {}

  /** Each sequence is first, last, first, last … of one to four bytes. */
  static List<int[]> of(Characters characters) {
    var all = new ArrayList<int[]>();
    int[] bounds = characters.bounds();
    for (int i = 0; i < bounds.length; i += 2) {
      split(bounds[i], bounds[i + 1], all);
    }
    return all;
  }

  private static void split(int first, int last, List<int[]> to) {
    for (int limit : LAST) {
      if (first <= limit && limit < last) {
        split(first, limit, to);
        split(limit + 1, last, to);
        return;
      }
    }
    if (last > 0x7f) {
      for (int i = 1; i < 4; i++) {
        int mask = (1 << 6 * i) - 1;
        if ((first & ~mask) != (last & ~mask)) {
          if ((first & mask) != 0) {
            split(first, first | mask, to);
            split((first | mask) + 1, last, to);
            return;
          }
          if ((last & mask) != mask) {
            split(first, (last & ~mask) - 1, to);
            split(last & ~mask, last, to);
            return;
          }
        }
      }
    }
    int[] from = bytes(first);
    int[] until = bytes(last);
    var sequence = new int[2 * from.length];
    for (int i = 0; i < from.length; i++) {
      sequence[2 * i] = from[i];
      sequence[2 * i + 1] = until[i];
    }
    to.add(sequence);
  }

  private static int[] bytes(int c) {
    if (c < 0x80) {
      return new int[] {c};
    }
    if (c < 0x800) {
      return new int[] {0xc0 | c >> 6, 0x80 | c & 63};
    }
    if (c < 0x10000) {
      return new int[] {0xe0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63};
    }
    return new int[] {0xf0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63};
  }
}
