package dev.jeton.text.model;

import dev.jeton.text.bytes.ByteTrie;
import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import dev.jeton.text.bytes.Utf8;
import java.util.Arrays;

/**
 * The most probable way to cover a piece with tokens, each with a probability of its own (Kudo
 * 2018, arXiv:1804.10959), found by dynamic programming from left to right; of equal ones, that
 * whose last token is longest. Neighbours without a token become one unknown token.
 */
public final class Unigram implements Model {
  private static final double UNKNOWN_PENALTY = 10; // of SentencePiece and Hugging Face
  private static final int NONE = -1;

  private final ByteTrie trie = new ByteTrie();
  private final double[] scores;
  private final int unknown;
  private final double unknownScore;
  private final int[] fallback = new int[256];
  private final boolean byteFallback;
  private final TokenTable tokens;
  private final boolean sentencePiece;

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
    for (int id = 0; id < scores.length; id++) {
      if (!Double.isNaN(scores[id])) {
        trie.add(tokens.bytes(id), id);
      }
    }
    for (int b = 0; b < 256; b++) {
      fallback[b] = tokens.find(Utf8.encode("<0x%02X>".formatted(b)));
    }
    this.byteFallback = byteFallback && Arrays.stream(fallback).noneMatch(id -> id == NONE);
  }

  @Override
  public String kind() {
    return "Unigram";
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    int n = to - from;
    double[] best = new double[n + 1]; // score of the best cover of the first i bytes
    int[] starts = new int[n + 1]; // where its last token begins
    int[] ids = new int[n + 1]; // its last token; −1 is unknown
    Arrays.fill(starts, NONE);
    byte[] bytes = text.bytes();
    for (int at = 0; at < n; ) {
      int length = CodePoints.length(bytes[from + at]);
      boolean single = false;
      int node = ByteTrie.ROOT;
      for (int end = at; end < n; ) {
        node = trie.child(node, bytes[from + end++]);
        if (node == ByteTrie.NONE) {
          break;
        }
        int id = trie.value(node);
        if (id != NONE) {
          double score = rounded(best[at] + scores[id]);
          if (starts[end] == NONE || score > best[end]) {
            best[end] = score;
            starts[end] = at;
            ids[end] = id;
          }
          single |= end - at == length;
        }
      }
      if (!single) {
        int end = at + length;
        double score = rounded(best[at] + unknownScore);
        if (starts[end] == NONE || score > best[end]) {
          best[end] = score;
          starts[end] = at;
          ids[end] = NONE;
        }
      }
      at += length;
    }
    give(text, from, starts, ids, out);
  }

  private double rounded(double score) {
    return sentencePiece ? (float) score : score;
  }

  /** Turns the links round and gives the tokens in order. */
  private void give(Text text, int from, int[] starts, int[] ids, TokenBuffer out) {
    int n = starts.length - 1;
    int[] ends = new int[n + 1]; // by start
    int[] idAt = new int[n + 1];
    for (int end = n; end > 0; end = starts[end]) {
      ends[starts[end]] = end;
      idAt[starts[end]] = ids[end];
    }
    for (int at = 0; at < n; ) {
      int end = ends[at];
      if (isUnknown(idAt[at])) {
        while (end < n && isUnknown(idAt[end])) {
          end = ends[end];
        }
        giveUnknown(text, from + at, from + end, out);
      } else {
        out.add(idAt[at], text, from + at, from + end);
      }
      at = end;
    }
  }

  private boolean isUnknown(int id) {
    return id == NONE || id == unknown;
  }

  private void giveUnknown(Text text, int from, int to, TokenBuffer out) {
    int whole = sentencePiece ? NONE : tokens.find(text.bytes(), from, to);
    if (whole >= 0 && whole < scores.length) {
      out.add(whole, text, from, to);
    } else if (byteFallback) {
      for (int i = from; i < to; i++) {
        out.add(fallback[text.bytes()[i] & 0xff], text, i, i + 1);
      }
    } else if (unknown != NONE) {
      out.add(unknown, text, from, to);
    }
  }
}
