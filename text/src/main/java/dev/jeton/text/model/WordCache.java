package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteHash;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.pretokenizer.Cuts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of pieces seen lately, for one thread at a time: one place per hash, the newest stays;
 * when the room is used up, all are forgotten. Also the room in which pieces are merged. 2.2 MB.
 */
final class WordCache {
  /** Pieces of more bytes are not kept. */
  private static final int LONGEST = 255;

  private static final int BITS = 13;
  private static final int ROOM = 1 << 20;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  final Symbols symbols = new Symbols();
  final Paths paths = new Paths();

  private final @Nullable ShortWords shorts;

  /*
   * Of longer pieces, or those of many tokens, by place, the round in which an entry was kept << 32,
   * and where it begins. An entry stands in one stretch: length of the piece << 16 | number of
   * tokens, their ids, how many bytes each stands for, the piece. All are forgotten by a new round.
   */
  private final long[] places;
  private final byte[] entries;
  private final int longest;
  private int used;
  private int round = 1;
  private int cleared;

  private int[] found = new int[Cuts.MOST];
  private long asked;
  private long hits;

  /**
   * An empty one.
   *
   * @param keeps whether it will keep anything; otherwise it is the room for merging only
   */
  WordCache(boolean keeps) {
    longest = keeps ? LONGEST : -1;
    shorts = keeps ? new ShortWords() : null;
    places = new long[keeps ? 1 << BITS : 0];
    entries = new byte[keeps ? ROOM : 0];
  }

  /** Room for the tokens of {@code n} pieces. */
  int[] found(int n) {
    if (found.length < n) {
      found = new int[n];
    }
    return found;
  }

  Model.CacheUse use() {
    return new Model.CacheUse(asked, hits);
  }

  /** Adds the tokens of {@code piece[from, to)} to {@code out} if they are known. */
  boolean find(byte[] piece, int from, int to, TokenBuffer out, Text text) {
    int length = to - from;
    asked++;
    if (shorts == null || length > longest) {
      return false;
    }
    if (length <= ShortWords.LONGEST && shorts.find(piece, from, to, round, out, text)) {
      hits++;
      return true;
    }
    long place = places[place(piece, from, to)];
    if ((int) (place >>> 32) != round) {
      return false;
    }
    int entry = (int) place;
    int sizes = (int) INT.get(entries, entry);
    int n = sizes & 0xffff;
    int start = entry + 4 + 8 * n;
    if (sizes >>> 16 != length || !Arrays.equals(entries, start, start + length, piece, from, to)) {
      return false;
    }
    hits++;
    if (!out.placed()) {
      out.addIds(entries, entry + 4, n);
      return true;
    }
    int at = from;
    for (int i = 0; i < n; i++) {
      int id = (int) INT.get(entries, entry + 4 + 4 * i);
      int end = at + (int) INT.get(entries, entry + 4 + 4 * n + 4 * i);
      out.add(id, text, at, end);
      at = end;
    }
    return true;
  }

  /** Keeps the tokens of {@code piece[from, to)}. */
  void keep(byte[] piece, int from, int to, Symbols tokens) {
    int length = to - from;
    if (shorts == null
        || length > longest
        || length <= ShortWords.LONGEST && shorts.keep(piece, from, to, round, tokens)) {
      return;
    }
    int n = tokens.n;
    if (used + 4 + 8 * n + length > ROOM) {
      forget();
    }
    places[place(piece, from, to)] = (long) round << 32 | used;
    INT.set(entries, used, length << 16 | n);
    for (int i = 0; i < n; i++) {
      INT.set(entries, used + 4 + 4 * i, tokens.ids[i]);
      INT.set(entries, used + 4 + 4 * (n + i), tokens.lengths[i]);
    }
    used += 4 + 8 * n;
    System.arraycopy(piece, from, entries, used, length);
    used += length;
  }

  /** Forgets all unless it did so for this number. */
  void clearedAt(int number) {
    if (cleared != number) {
      cleared = number;
      forget();
    }
  }

  private void forget() {
    used = 0;
    round++;
    if (round == 0) { // after 2^32 rounds
      Arrays.fill(places, 0);
      if (shorts != null) {
        shorts.clear();
      }
      round = 1;
    }
  }

  private static int place(byte[] piece, int from, int to) {
    return ByteHash.of(piece, from, to) >>> 32 - BITS;
  }
}
