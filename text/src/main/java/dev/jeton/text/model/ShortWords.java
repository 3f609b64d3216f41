package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteHash;
import dev.jeton.text.bytes.Text;
import java.util.Arrays;

/**
 * The tokens of short pieces seen lately: one place per hash, the newest stays. A place is as long
 * as a cache line and holds all there is to know, so one look answers.
 */
final class ShortWords {
  /** The longest piece, in bytes, and the most tokens, that are kept. */
  static final int LONGEST = 16;

  private static final int MOST = 8;

  /*
   * Eight longs: bytes 0 to 7; bytes 8 to 15; the round in which it was kept << 32 | length << 8 |
   * number of tokens; how many bytes each stands for, a byte each; ids, two in each.
   */
  private static final int STRIDE = 8;
  private static final int LENGTHS = 3;
  private static final int IDS = 4;
  private static final int BITS = 14;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private static final long[] LAST = new long[LONGEST + 1]; // of bytes 8 to 15, by length

  static {
    for (int length = 9; length <= LONGEST; length++) {
      LAST[length] = -1L >>> 128 - 8 * length;
    }
  }

  private final long[] lines = new long[STRIDE << BITS];

  /** Adds the tokens of {@code piece[from, to)} to {@code out} if they were kept in a round. */
  boolean find(byte[] piece, int from, int to, int round, TokenBuffer out, Text text) {
    boolean whole = from + LONGEST <= piece.length;
    long first =
        whole ? first(piece, from, to) : ByteHash.eight(piece, from, Math.min(from + 8, to));
    long last = whole ? last(piece, from, to) : ByteHash.eight(piece, Math.min(from + 8, to), to);
    int line = line(first, last);
    long facts = lines[line + 2];
    long wanted = (long) round << 32 | to - from << 8;
    if ((lines[line] ^ first | lines[line + 1] ^ last | facts & ~0xffL ^ wanted) != 0) {
      return false;
    }
    int n = (int) facts & 0xff;
    if (!out.placed()) {
      out.addUpToEight(lines, line + IDS, n);
      return true;
    }
    long lengths = lines[line + LENGTHS];
    int at = from;
    for (int i = 0; i < n; i++) {
      int end = at + (int) (lengths >>> 8 * i & 0xff);
      out.add((int) (lines[line + IDS + i / 2] >>> 32 * (i % 2)), text, at, end);
      at = end;
    }
    return true;
  }

  /** Keeps the tokens of {@code piece[from, to)}, which is short; false where they are many. */
  boolean keep(byte[] piece, int from, int to, int round, Symbols tokens) {
    if (tokens.n > MOST) {
      return false;
    }
    boolean whole = from + LONGEST <= piece.length;
    long first =
        whole ? first(piece, from, to) : ByteHash.eight(piece, from, Math.min(from + 8, to));
    long last = whole ? last(piece, from, to) : ByteHash.eight(piece, Math.min(from + 8, to), to);
    int line = line(first, last);
    lines[line] = first;
    lines[line + 1] = last;
    lines[line + 2] = (long) round << 32 | to - from << 8 | tokens.n;
    long lengths = 0;
    for (int i = 0; i < tokens.n; i++) {
      lengths |= (long) tokens.lengths[i] << 8 * i;
    }
    lines[line + LENGTHS] = lengths;
    for (int i = 0; i < tokens.n; i += 2) {
      long next = i + 1 < tokens.n ? tokens.ids[i + 1] : 0;
      lines[line + IDS + i / 2] = next << 32 | tokens.ids[i];
    }
    return true;
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(lines, 0);
  }

  private static long first(byte[] piece, int from, int to) {
    return ByteHash.eight(piece, from) & -1L >>> Math.max(0, 64 - 8 * (to - from));
  }

  private static long last(byte[] piece, int from, int to) {
    return ByteHash.eight(piece, from + 8) & LAST[to - from];
  }

  private static int line(long first, long last) {
    return STRIDE * (int) ((first * MIX ^ last) * MIX >>> 64 - BITS);
  }
}
