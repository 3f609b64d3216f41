package dev.jeton.text.model;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.DoubleArray;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The most probable way to cover a piece with tokens, each with a probability of its own (Kudo
 * 2018, arXiv:1804.10959), found by dynamic programming from left to right; of equal ones, that
 * whose last token is longest. Neighbours without a token become one unknown token.
 */
public final class Unigram implements Model {
  private static final double UNKNOWN_PENALTY = 10; // of SentencePiece and Hugging Face
  private static final int NONE = -1;

  private final DoubleArray trie;
  private final WordCaches caches = new WordCaches();
  private final double[] scores;
  private final int unknown;
  private final double unknownScore;
  private final int[] fallback = new int[256];
  private final boolean byteFallback;
  private final TokenTable tokens;
  private final boolean sentencePiece;
  private final int longest; // of the tokens that have a score, in bytes

  /**
   * As Hugging Face computes it.
   *
   * @param tokens ids 0 to the number of scores
   * @param scores logarithms of probabilities, by id
   * @param unknown id of characters without a token, or −1: they are left out
   * @param byteFallback they become the tokens {@code <0x00>} to {@code <0xFF>} instead
   */
  public Unigram(TokenTable tokens, double[] scores, int unknown, boolean byteFallback) {
    this(
        tokens,
        scores,
        unknown,
        byteFallback,
        Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY,
        false);
  }

  /**
   * As SentencePiece computes it: sums are rounded to single precision, and unknown neighbours are
   * unknown together even where the vocabulary has them as a whole.
   *
   * @param scores NaN for tokens that are not looked for in a text
   * @param least the lowest score of a normal token
   */
  public static Unigram sentencePiece(
      TokenTable tokens, double[] scores, int unknown, boolean byteFallback, float least) {
    return new Unigram(
        tokens, scores, unknown, byteFallback, (float) (least - UNKNOWN_PENALTY), true);
  }

  private Unigram(
      TokenTable tokens,
      double[] scores,
      int unknown,
      boolean byteFallback,
      double unknownScore,
      boolean sentencePiece) {
    this.tokens = tokens;
    this.unknownScore = unknownScore;
    this.sentencePiece = sentencePiece;
    this.scores = scores.clone();
    this.unknown = unknown;
    int[] ids = IntStream.range(0, scores.length).filter(id -> !Double.isNaN(scores[id])).toArray();
    trie = DoubleArray.of(Arrays.stream(ids).mapToObj(tokens::bytes).toArray(byte[][]::new), ids);
    longest =
        IntStream.range(0, scores.length).filter(tokens::has).map(tokens::length).max().orElse(0);
    for (int b = 0; b < 256; b++) {
      fallback[b] = tokens.find(Utf8.encode("<0x%02X>".formatted(b)));
    }
    this.byteFallback = byteFallback && Arrays.stream(fallback).noneMatch(id -> id == NONE);
  }

  /** Logarithms of probabilities by id; NaN for tokens that are not looked for in a text. */
  public double[] scores() {
    return scores.clone();
  }

  /** The id of characters without a token, or −1. */
  public int unknown() {
    return unknown;
  }

  /** Whether they become tokens of bytes instead. */
  public boolean byteFallback() {
    return byteFallback;
  }

  @Override
  public String kind() {
    return "Unigram";
  }

  @Override
  public void clearCache() {
    caches.clear();
  }

  @Override
  public CacheUse cacheUse() {
    return caches.use();
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    tokenize(text, from, new int[] {to}, 1, out);
  }

  @Override
  public void tokenize(Text text, int from, int[] ends, int n, TokenBuffer out) {
    int place = caches.take();
    try {
      var cache = caches.get(place);
      int start = from;
      for (int i = 0; i < n; i++) {
        if (!cache.find(text.bytes(), start, ends[i], out, text)) {
          encode(text, start, ends[i], cache, out);
        }
        start = ends[i];
      }
    } finally {
      caches.give(place);
    }
  }

  private void encode(Text text, int from, int to, WordCache cache, TokenBuffer out) {
    var symbols = cache.symbols;
    symbols.n = 0;
    cover(text.bytes(), from, to, cache.paths, symbols);
    if (unknown != NONE || byteFallback) {
      cache.keep(text.bytes(), from, to, symbols);
      out.add(symbols.ids, 0, symbols.lengths, 0, symbols.n, text, from);
      return;
    }
    int at = from;
    for (int i = 0; i < symbols.n; i++) {
      if (symbols.ids[i] != NONE) {
        out.add(symbols.ids[i], text, at, at + symbols.lengths[i]);
      }
      at += symbols.lengths[i];
    }
  }

  /** The best tokens of {@code bytes[from, to)}; −1 for what is left out. */
  private void cover(byte[] bytes, int from, int to, Paths paths, Symbols symbols) {
    int n = to - from;
    paths.reserve(n);
    double[] best = paths.best;
    long[] links = paths.links;
    int given = 0; // tokens before are given, but for unknown ones at their end
    int unknownFrom = NONE; // where those begin
    int reach = 0; // where the ways found so far end at the latest
    for (int at = 0; at < n; ) {
      if (at == reach) { // all ways lead through here
        if (given < at) {
          unknownFrom = give(bytes, from, given, at, unknownFrom, links, symbols);
        }
        given = strange(bytes, from, at, n, best);
        if (given > at) {
          unknownFrom = unknownFrom == NONE ? at : unknownFrom;
          at = given;
          reach = at;
          continue;
        }
      }
      int length = CodePoints.length(bytes[from + at]);
      double before = best[at];
      boolean single = false;
      long node = trie.root();
      for (int end = at; end < n; ) {
        node = trie.child(node, bytes[from + end++]);
        if (node == DoubleArray.NONE) {
          break;
        }
        int id = DoubleArray.value(node);
        if (id != NONE) {
          reach = reach(links, reach, end);
          way(best, links, end, end - at, rounded(before + scores[id]), id);
          single |= end - at == length;
        }
      }
      if (!single) {
        int end = at + length;
        reach = reach(links, reach, end);
        way(best, links, end, length, rounded(before + unknownScore), NONE);
      }
      at += length;
    }
    unknownFrom = give(bytes, from, given, n, unknownFrom, links, symbols);
    if (unknownFrom != NONE) {
      giveUnknown(bytes, from + unknownFrom, to, symbols);
    }
  }

  /** Where the characters from {@code at} on end with whose first byte no token begins. */
  private int strange(byte[] bytes, int from, int at, int n, double[] best) {
    double score = best[at];
    int p = at;
    while (p < n && trie.child(trie.root(), bytes[from + p]) == DoubleArray.NONE) {
      score = rounded(score + unknownScore);
      p += CodePoints.length(bytes[from + p]);
    }
    best[p] = score;
    return p;
  }

  /** Empties the ways to what is first reached now. */
  private static int reach(long[] links, int reach, int end) {
    for (int i = reach + 1; i <= end; i++) {
      links[i] = 0;
    }
    return Math.max(reach, end);
  }

  private static void way(double[] best, long[] links, int end, int length, double score, int id) {
    if (links[end] == 0 || score > best[end]) {
      best[end] = score;
      links[end] = (long) length << 32 | id + 1;
    }
  }

  private double rounded(double score) {
    return sentencePiece ? (float) score : score;
  }

  /**
   * Turns the links between two places round and gives the tokens in order.
   *
   * @param unknownFrom where unknown neighbours before begin, or −1; returned for those at the end
   */
  private int give(
      byte[] bytes, int from, int start, int stop, int unknownFrom, long[] links, Symbols symbols) {
    long last = links[stop];
    for (int end = stop; end > start; ) {
      end -= (int) (last >>> 32);
      long before = links[end];
      links[end] = last;
      last = before;
    }
    int unknownStart = unknownFrom;
    for (int at = start; at < stop; ) {
      long link = links[at];
      int length = (int) (link >>> 32);
      int id = (int) link - 1;
      if (isUnknown(id)) {
        unknownStart = unknownStart == NONE ? at : unknownStart;
      } else {
        if (unknownStart != NONE) {
          giveUnknown(bytes, from + unknownStart, from + at, symbols);
          unknownStart = NONE;
        }
        symbols.add(id, length);
      }
      at += length;
    }
    return unknownStart;
  }

  private boolean isUnknown(int id) {
    return id == NONE || id == unknown;
  }

  private void giveUnknown(byte[] bytes, int from, int to, Symbols symbols) {
    int whole = sentencePiece || to - from > longest ? NONE : tokens.find(bytes, from, to);
    if (whole >= 0 && whole < scores.length) {
      symbols.add(whole, to - from);
    } else if (byteFallback) {
      for (int i = from; i < to; i++) {
        symbols.add(fallback[bytes[i] & 0xff], 1);
      }
    } else {
      symbols.add(unknown, to - from);
    }
  }
}
