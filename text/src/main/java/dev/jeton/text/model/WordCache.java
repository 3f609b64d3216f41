package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of pieces seen lately: one place per hash, the newest stays. At most {@link #PLACES}
 * pieces of at most {@link #LONGEST} bytes, together a few megabytes. Threads may share it: entries
 * never change, so one thread sees another's whole or not at all.
 */
final class WordCache {
  static final int PLACES = 1 << 15;
  static final int LONGEST = 48;

  private record Entry(byte[] piece, Word word) {}

  private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

  /** What was kept for {@code bytes[from, to)}, or null. */
  @Nullable Word find(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return null;
    }
    var entry = entries[ByteHash.of(bytes, from, to) >>> 17];
    return entry != null && Arrays.equals(entry.piece, 0, entry.piece.length, bytes, from, to)
        ? entry.word
        : null;
  }

  void keep(byte[] bytes, int from, int to, Word word) {
    if (to - from <= LONGEST) {
      entries[ByteHash.of(bytes, from, to) >>> 17] =
          new Entry(Arrays.copyOfRange(bytes, from, to), word);
    }
  }

  void clear() {
    Arrays.fill(entries, null);
  }
}
