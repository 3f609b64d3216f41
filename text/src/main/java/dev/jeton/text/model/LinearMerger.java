package dev.jeton.text.model;

import dev.jeton.text.bytes.TokenTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Byte pair encoding in linear time: from left to right the longest token, or a shorter one where
 * merging would have crossed the border between it and the token before, going back where none fits
 * (van Antwerpen and Neubeck 2024, "So many tokens, so little time"). A sequence of tokens is what
 * merging gives if and only if that holds of each two neighbours by themselves.
 */
final class LinearMerger {
  private static final int NONE = -1;
  private static final int ALWAYS = Integer.MAX_VALUE;

  /*
   * What is known of each token stands in four longs beside each other, so that one cache line
   * holds it:
   *   RIGHTS  bit h: the token merges with one to its right whose hash is h. Most pairs of tokens
   *           never merge, and this says so without a look at the pairs, which do not fit the first
   *           caches.
   *   MERGE   rank of the merge that gives the token, and one (0 where it is none); its length
   *   PARTS   the two tokens that merge into it, the left one above (NONE where there are none)
   *   SHORTER the longest other token that it begins with, and one, 24 bits; above them the row of
   *           its pairs
   */
  private static final int STRIDE = 4;
  private static final int RIGHTS = 0;
  private static final int MERGE = 1;
  private static final int PARTS = 2;
  private static final int SHORTER = 3;
  private static final int ID_BITS = 24;
  private static final int LARGEST_ID = 1 << ID_BITS - 1;

  private final MergeTable table;
  private final Merger merger;
  private final TokenTable tokens;
  private final long[] known;
  private PairRanks pairs;
  private final BitSet first; // what a piece begins with: bytes, or characters
  private LongestToken longest = new LongestToken(new byte[0][], new int[0]); // early ones
  private int late = ALWAYS - 1; // ranks from here on
  private LateMerges lates;

  private LinearMerger(TokenTable tokens, MergeTable table, BitSet first) {
    this.tokens = tokens;
    this.table = table;
    merger = new Merger(table);
    this.first = first;
    known = new long[STRIDE * tokens.size()];
    for (int id = 0; id < tokens.size(); id++) {
      known[STRIDE * id + MERGE] = tokens.has(id) ? tokens.length(id) : 0;
      known[STRIDE * id + PARTS] = -1;
    }
    lates = new LateMerges(merger, new BitSet(), first);
    pairs = new PairRanks(0, out -> {});
    pair(table::forEach);
  }

  /**
   * The merger of a vocabulary, or null where the bytes of a token, by themselves, merge into it by
   * a merge of a lower rank than what made its parts: from that rank on merges are late, which is
   * well if no earlier merge takes what they make. Where no token's own bytes take such a merge it
   * does no harm: what is between two borders merges as by itself until one is crossed.
   *
   * @param first the tokens that a piece begins with, before any merge
   */
  static @Nullable LinearMerger of(TokenTable tokens, MergeTable table, BitSet first) {
    if (tokens.size() > LARGEST_ID) {
      return null;
    }
    int[] lowest = new int[tokens.size()];
    int[] highest = new int[tokens.size()];
    Arrays.fill(lowest, Integer.MAX_VALUE);
    Arrays.fill(highest, NONE);
    table.forEach(
        (left, right, rank, into) -> {
          lowest[into] = Math.min(lowest[into], rank);
          highest[into] = Math.max(highest[into], rank);
        });
    if (first.stream().anyMatch(id -> highest[id] != NONE)) {
      return null;
    }
    var merger = new LinearMerger(tokens, table, first);
    merger.learn(lowest);
    return merger.apart(highest) ? merger : null;
  }

  private void learn(int[] lowest) {
    int[] order =
        IntStream.range(0, lowest.length)
            .filter(id -> lowest[id] < Integer.MAX_VALUE)
            .boxed()
            .sorted((a, b) -> Integer.compare(lowest[a], lowest[b]))
            .mapToInt(id -> id)
            .toArray();
    var ids = new ArrayList<Integer>();
    for (int id : order) {
      if (part(id)) {
        ids.add(id);
      } else if (merger.gives(id, firsts(tokens.bytes(id)))) {
        late = lowest[id];
        break;
      }
    }
    var all = IntStream.concat(first.stream(), ids.stream().mapToInt(id -> id)).toArray();
    longest =
        new LongestToken(Arrays.stream(all).mapToObj(tokens::bytes).toArray(byte[][]::new), all);
    pair(out -> ids.forEach(id -> out.merge(left(id), right(id), rank(id) - 1, id)));
    for (int id : ids) {
      byte[] token = tokens.bytes(id);
      known[STRIDE * id + SHORTER] |= longest.find(token, 0, token.length - 1) + 1;
    }
  }

  /**
   * Notes which pairs are looked for. Once all tokens are known each has one pair, that which its
   * own bytes end in: where another pair of the same bytes stands, a merge has crossed its border
   * before.
   */
  private void pair(Consumer<MergeTable.Merges> all) {
    pairs = new PairRanks(tokens.size(), all);
    for (int id = 0; id < tokens.size(); id++) {
      known[STRIDE * id + RIGHTS] = 0;
      known[STRIDE * id + SHORTER] = pairs.row(id) << ID_BITS;
    }
    all.accept(
        (left, right, rank, into) -> known[STRIDE * left + RIGHTS] |= 1L << PairRanks.bits(right));
  }

  /** Whether no early merge takes what a late one makes; notes what late ones take. */
  private boolean apart(int[] highest) {
    var mixed = new BitSet();
    var taken = new BitSet();
    table.forEach(
        (left, right, rank, into) -> {
          if (rank >= late) {
            taken.set(left);
            taken.set(right);
          } else if (highest[left] >= late || highest[right] >= late || rank(into) > late) {
            mixed.set(into);
          }
        });
    lates = new LateMerges(merger, taken, first);
    return mixed.isEmpty();
  }

  /** Does the late merges of a piece of which {@link #merge} has done the others. */
  void finish(Symbols symbols) {
    lates.finish(symbols);
  }

  /** The tokens that a piece begins with; none where it holds something else. */
  private int[] firsts(byte[] piece) {
    var found = new Symbols();
    for (int at = 0; at < piece.length; ) {
      int end = at + 1;
      while (end < piece.length && !isFirst(piece, at, end)) {
        end++;
      }
      if (!isFirst(piece, at, end)) {
        return new int[0];
      }
      found.add(tokens.find(piece, at, end), end - at);
      at = end;
    }
    return Arrays.copyOf(found.ids, found.n);
  }

  private boolean isFirst(byte[] piece, int from, int to) {
    int id = tokens.find(piece, from, to);
    return id != NONE && first.get(id);
  }

  /** Finds the two tokens that merge into {@code id} last; none where merging never gives it. */
  private boolean part(int id) {
    byte[] token = tokens.bytes(id);
    for (int cut = 1; cut < token.length; cut++) {
      int left = tokens.find(token, 0, cut);
      int right = left == NONE ? NONE : tokens.find(token, cut, token.length);
      if (right == NONE) {
        continue;
      }
      int slot = table.slot(left, right);
      if (slot >= 0 && table.merged(slot) == id && parts(left, right, table.rank(slot) + 1)) {
        known[STRIDE * id + MERGE] |= (long) (table.rank(slot) + 1) << 32;
        known[STRIDE * id + PARTS] = (long) left << 32 | right;
        return true;
      }
    }
    return false;
  }

  private boolean parts(int left, int right, int below) {
    return given(left)
        && given(right)
        && rank(left) < below
        && rank(right) < below
        && stay(left, right, below);
  }

  private boolean given(int id) {
    return known[STRIDE * id + PARTS] >= 0 || first.get(id);
  }

  private int rank(int id) {
    return (int) (known[STRIDE * id + MERGE] >>> 32);
  }

  private int left(int id) {
    return (int) (known[STRIDE * id + PARTS] >>> 32);
  }

  private int right(int id) {
    return (int) known[STRIDE * id + PARTS];
  }

  private int shorter(int id) {
    return ((int) known[STRIDE * id + SHORTER] & (1 << ID_BITS) - 1) - 1;
  }

  private int length(int id) {
    return (int) known[STRIDE * id + MERGE];
  }

  /**
   * Whether merging the bytes of both tokens gives these two, if only merges below a rank count:
   * takes the merges back, the latest first, and looks for one that would have crossed the border
   * before it.
   */
  private boolean stay(int leftToken, int rightToken, int below) {
    int left = leftToken;
    int right = rightToken;
    int leftRank = rank(left);
    int rightRank = rank(right);
    int limit = below;
    while (true) {
      if ((known[STRIDE * left + RIGHTS] >>> PairRanks.bits(right) & 1) != 0
          && pairs.rank(known[STRIDE * left + SHORTER] >>> ID_BITS, right) < limit - 1) {
        return false;
      }
      if (leftRank > rightRank) {
        limit = leftRank;
        left = right(left);
        leftRank = rank(left);
      } else if (rightRank > 0) {
        limit = rightRank + 1; // of equal merges the left one comes first
        right = left(right);
        rightRank = rank(right);
      } else {
        return true;
      }
    }
  }

  /**
   * Adds what early merges make of {@code bytes[from, to)} to {@code out}, up to the first byte or
   * character that is no token, and returns where that stands.
   */
  int merge(byte[] bytes, int from, int to, Symbols out) {
    int begin = out.n;
    long[] dead = null; // ends from where there is no way on
    int at = from;
    int next = longest.find(bytes, at, to);
    while (next != NONE) {
      int before = out.n > begin ? out.ids[out.n - 1] : NONE;
      int token = next;
      while (token != NONE && !fits(before, token, at - from, dead)) {
        token = shorter(token);
      }
      if (token == NONE) {
        if (dead == null) {
          dead = new long[(to - from >> 6) + 1];
        }
        dead[at - from >> 6] |= 1L << (at - from);
        out.n--;
        at -= length(before);
        next = before;
        continue;
      }
      out.add(token, length(token));
      at += length(token);
      next = at < to ? longest.find(bytes, at, to) : NONE;
    }
    return at;
  }

  private boolean fits(int before, int token, int at, long @Nullable [] dead) {
    int end = at + length(token);
    return (dead == null || (dead[end >> 6] & 1L << end) == 0)
        && (before == NONE || stay(before, token, late + 1));
  }
}
