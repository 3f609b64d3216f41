package dev.jeton.text.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Merges that come after all others and take nothing of what these take: each stretch of their
 * tokens is merged by itself.
 */
final class LateMerges {
  private static final int LONGEST_RUN = 64;

  private final Merger merger;
  private final BitSet tokens; // that they take
  private final int repeated; // the one of them that a text may begin with, or −1

  /** What becomes of so many of that one: ids, then how many bytes each stands for. */
  private final AtomicReferenceArray<int[]> runs = new AtomicReferenceArray<>(LONGEST_RUN + 1);

  /**
   * @param tokens that late merges take
   * @param first the tokens that a piece begins with, before any merge
   */
  LateMerges(Merger merger, BitSet tokens, BitSet first) {
    this.merger = merger;
    this.tokens = tokens;
    var both = (BitSet) tokens.clone();
    both.and(first);
    repeated = both.cardinality() == 1 ? both.nextSetBit(0) : -1;
  }

  /** Does them in a piece in which all others are done. */
  void finish(Symbols symbols) {
    if (tokens.isEmpty()) {
      return;
    }
    int n = 0;
    for (int at = 0; at < symbols.n; ) {
      int end = at;
      while (end < symbols.n && tokens.get(symbols.ids[end])) {
        end++;
      }
      if (end - at < 2) {
        symbols.ids[n] = symbols.ids[at];
        symbols.lengths[n++] = symbols.lengths[at++];
      } else {
        int[] made = stretch(symbols, at, end);
        System.arraycopy(made, 0, symbols.ids, n, made.length / 2);
        System.arraycopy(made, made.length / 2, symbols.lengths, n, made.length / 2);
        n += made.length / 2;
        at = end;
      }
    }
    symbols.n = n;
  }

  private int[] stretch(Symbols symbols, int from, int to) {
    int n = to - from;
    if (n > LONGEST_RUN || !repeats(symbols.ids, from, to)) {
      return merged(symbols, from, to);
    }
    int[] found = runs.getAcquire(n);
    if (found == null) {
      found = merged(symbols, from, to);
      runs.setRelease(n, found);
    }
    return found;
  }

  private boolean repeats(int[] ids, int from, int to) {
    int at = from;
    while (at < to && ids[at] == repeated) {
      at++;
    }
    return at == to;
  }

  private int[] merged(Symbols symbols, int from, int to) {
    int[] ids = Arrays.copyOfRange(symbols.ids, from, to);
    int[] lengths = Arrays.copyOfRange(symbols.lengths, from, to);
    int n = merger.merge(ids, lengths, to - from);
    int[] made = Arrays.copyOf(ids, 2 * n);
    System.arraycopy(lengths, 0, made, n, n);
    return made;
  }
}
