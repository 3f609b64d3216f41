package dev.jeton.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text between its tokens, never inside a character. */
final class Chunker {
  private final byte[] utf8;
  private final int[] starts;
  private final int[] ends;

  Chunker(byte[] utf8, int[] starts, int[] ends) {
    this.utf8 = utf8;
    this.starts = starts;
    this.ends = ends;
  }

  List<Chunk> split(int tokens, int overlap) {
    var chunks = new ArrayList<Chunk>();
    int from = 0;
    while (from < starts.length) {
      int to = end(from, tokens);
      int start = from == 0 ? 0 : starts[from];
      int end = to == starts.length ? utf8.length : starts[to];
      chunks.add(chunk(from, to, start, end));
      if (to == starts.length) {
        break;
      }
      int next = to - overlap;
      while (next > from && !mayCut(next)) {
        next--;
      }
      from = next > from ? next : to;
    }
    return chunks;
  }

  /** The beginning or the end, of at most {@code tokens} tokens. */
  Chunk kept(int tokens, Keep keep) {
    int n = starts.length;
    if (n <= tokens) {
      return chunk(0, n, 0, utf8.length);
    }
    if (keep == Keep.START) {
      int to = tokens;
      while (to > 0 && !mayCut(to)) {
        to--;
      }
      return to == 0 ? chunk(0, 0, 0, 0) : chunk(0, to, 0, starts[to]);
    }
    int from = n - tokens;
    while (from < n && !mayCut(from)) {
      from++;
    }
    return chunk(from, n, from == n ? utf8.length : starts[from], utf8.length);
  }

  private Chunk chunk(int from, int to, int start, int end) {
    var text = new String(utf8, start, end - start, StandardCharsets.UTF_8);
    return new Chunk(text, start, end, to - from);
  }

  private int end(int from, int tokens) {
    if (starts.length - from <= tokens) {
      return starts.length;
    }
    int to = from + tokens;
    while (to > from && !mayCut(to)) {
      to--;
    }
    if (to == from) { // one character alone takes more
      for (to = from + tokens; !mayCut(to); to++) {}
    }
    return to;
  }

  private boolean mayCut(int token) {
    return token == starts.length
        || starts[token] >= ends[token - 1] && (utf8[starts[token]] & 0xc0) != 0x80;
  }
}
