package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.TokenTable;
import java.util.Arrays;
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

  private final MergeTable table;
  private final ByteTrie trie = new ByteTrie(); // tokens that merging can give

  // by id
  private final int[] ranks; // 1 + the rank of the merge that gives the token; 0 for a byte
  private final int[] lefts; // the two that merge into it; NONE for a byte
  private final int[] rights;
  private final int[] shorter; // the longest other token that it begins with
  private final int[] lengths;

  private LinearMerger(TokenTable tokens, MergeTable table, int[] ranks) {
    this.table = table;
    this.ranks = ranks;
    lefts = new int[ranks.length];
    rights = new int[ranks.length];
    shorter = new int[ranks.length];
    lengths = new int[ranks.length];
    Arrays.fill(lefts, NONE);
    Arrays.fill(rights, NONE);
    for (int id = 0; id < ranks.length; id++) {
      lengths[id] = tokens.has(id) ? tokens.length(id) : 0;
    }
  }

  /**
   * The merger of a vocabulary, or null where it has merges of which the above does not hold:
   * several of different ranks into one token, or a token that merges earlier than its parts.
   *
   * @param bytes by byte, its token
   */
  static @Nullable LinearMerger of(TokenTable tokens, MergeTable table, int[] bytes) {
    int[] ranks = new int[tokens.size()];
    if (Arrays.stream(bytes).anyMatch(id -> id == NONE) || !table.ranks(ranks)) {
      return null;
    }
    if (Arrays.stream(bytes).anyMatch(id -> ranks[id] != 0)) {
      return null;
    }
    var merger = new LinearMerger(tokens, table, ranks);
    return merger.learn(tokens, bytes) ? merger : null;
  }

  private boolean learn(TokenTable tokens, int[] bytes) {
    for (int id : bytes) {
      trie.add(tokens.bytes(id), id);
      shorter[id] = NONE;
    }
    int[] order =
        IntStream.range(0, ranks.length)
            .filter(id -> ranks[id] > 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(ranks[a], ranks[b]))
            .mapToInt(id -> id)
            .toArray();
    for (int id : order) {
      if (!part(tokens, id) && new Merger(table).gives(id, tokens.bytes(id), bytes)) {
        return false;
      }
    }
    for (int id : order) {
      if (lefts[id] != NONE) {
        trie.add(tokens.bytes(id), id);
      }
    }
    for (int id : order) {
      if (lefts[id] != NONE) {
        shorter[id] = trie.longestValue(tokens.bytes(id), 0, lengths[id] - 1);
      }
    }
    return true;
  }

  /** Finds the two tokens that merge into {@code id} last; none where merging never gives it. */
  private boolean part(TokenTable tokens, int id) {
    byte[] token = tokens.bytes(id);
    for (int cut = 1; cut < token.length; cut++) {
      int left = tokens.find(token, 0, cut);
      int right = left == NONE ? NONE : tokens.find(token, cut, token.length);
      if (right == NONE) {
        continue;
      }
      int slot = table.slot(left, right);
      if (slot >= 0 && table.merged(slot) == id && parts(left, right, ranks[id])) {
        lefts[id] = left;
        rights[id] = right;
        return true;
      }
    }
    return false;
  }

  private boolean parts(int left, int right, int below) {
    return given(left, below) && given(right, below) && stay(left, right, below);
  }

  private boolean given(int id, int below) {
    return ranks[id] < below && (lefts[id] != NONE || ranks[id] == 0 && lengths[id] == 1);
  }

  /**
   * Whether merging the bytes of both tokens gives these two, if only merges below a rank count:
   * takes the merges back, the latest first, and looks for one that would have crossed the border
   * before it.
   */
  private boolean stay(int leftToken, int rightToken, int below) {
    int left = leftToken;
    int right = rightToken;
    int limit = below;
    while (true) {
      int slot = table.slot(left, right);
      if (slot >= 0 && table.rank(slot) + 1 < limit) {
        return false;
      }
      if (ranks[left] > ranks[right]) {
        limit = ranks[left];
        left = rights[left];
      } else if (ranks[right] > 0) {
        limit = ranks[right] + 1; // of equal merges the left one comes first
        right = lefts[right];
      } else {
        return true;
      }
    }
  }

  /** The tokens of {@code bytes[from, to)}. */
  Word merge(byte[] bytes, int from, int to) {
    int[] ids = new int[(to - from) / 2 + 4];
    long[] dead = new long[(to - from >> 6) + 1]; // ends from where there is no way on
    int n = 0;
    int at = from;
    int next = trie.longestValue(bytes, at, to);
    while (at < to) {
      int before = n > 0 ? ids[n - 1] : NONE;
      int token = next;
      while (token != NONE && !fits(before, token, at - from, dead)) {
        token = shorter[token];
      }
      if (token == NONE) {
        dead[at - from >> 6] |= 1L << (at - from);
        n--;
        at -= lengths[before];
        next = before;
        continue;
      }
      if (n == ids.length) {
        ids = Arrays.copyOf(ids, Math.addExact(n, n / 2));
      }
      ids[n++] = token;
      at += lengths[token];
      next = at < to ? trie.longestValue(bytes, at, to) : NONE;
    }
    int[] found = Arrays.copyOf(ids, n);
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = lengths[found[i]];
    }
    return new Word(found, sizes);
  }

  private boolean fits(int before, int token, int at, long[] dead) {
    int end = at + lengths[token];
    return (dead[end >> 6] & 1L << end) == 0 && (before == NONE || stay(before, token, ALWAYS));
  }
}
