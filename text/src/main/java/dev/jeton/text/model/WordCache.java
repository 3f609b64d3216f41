package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteHash;
import dev.jeton.text.bytes.Text;
import java.util.Arrays;

/**
 * The tokens of pieces seen lately, for one thread at a time: one place per hash, the newest stays;
 * when the room is used up, all are forgotten. Also the room in which pieces are merged. 2.5 MB.
 */
final class WordCache {
  /** Pieces of more bytes are not kept. */
  static final int LONGEST = 255;

  private static final int BITS = 15;
  private static final int BYTES = 1 << 19;
  private static final int TOKENS = 1 << 18;

  final Symbols symbols = new Symbols();

  // place: round, first byte, length of the piece << 16 | number of tokens, first token
  private final int[] places = new int[4 << BITS];
  private final byte[] bytes = new byte[BYTES];
  private final int[] tokens = new int[TOKENS]; // of each piece its ids, then their lengths
  private int round = 1;
  private int usedBytes;
  private int usedTokens;
  private int cleared;

  /** Adds the tokens of {@code piece[from, to)} to {@code out} if they are known. */
  boolean find(byte[] piece, int from, int to, TokenBuffer out, Text text) {
    int length = to - from;
    if (length > LONGEST) {
      return false;
    }
    int place = place(piece, from, to);
    int n = places[place + 2] & 0xffff;
    int start = places[place + 1];
    if (places[place] != round
        || places[place + 2] >>> 16 != length
        || !Arrays.equals(bytes, start, start + length, piece, from, to)) {
      return false;
    }
    int first = places[place + 3];
    out.add(tokens, first, tokens, first + n, n, text, from);
    return true;
  }

  /** Keeps the tokens of {@code piece[from, to)}. */
  void keep(byte[] piece, int from, int to, Symbols found) {
    int length = to - from;
    if (length > LONGEST) {
      return;
    }
    if (usedBytes + length > BYTES || usedTokens + 2 * found.n > TOKENS) {
      clear();
    }
    int place = place(piece, from, to);
    places[place] = round;
    places[place + 1] = usedBytes;
    places[place + 2] = length << 16 | found.n;
    places[place + 3] = usedTokens;
    System.arraycopy(piece, from, bytes, usedBytes, length);
    System.arraycopy(found.ids, 0, tokens, usedTokens, found.n);
    System.arraycopy(found.lengths, 0, tokens, usedTokens + found.n, found.n);
    usedBytes += length;
    usedTokens += 2 * found.n;
  }

  /** Forgets all unless it did so for this number. */
  void clearedAt(int number) {
    if (cleared != number) {
      cleared = number;
      clear();
    }
  }

  private void clear() {
    round++;
    usedBytes = 0;
    usedTokens = 0;
  }

  private static int place(byte[] piece, int from, int to) {
    return ByteHash.of(piece, from, to) >>> 32 - BITS << 2;
  }
}
