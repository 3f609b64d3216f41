package dev.jeton.text.model;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte pair encoding: a piece begins as one token per byte or character, and neighbours merge in
 * the order of their ranks (Sennrich et al. 2016, arXiv:1508.07909).
 */
public final class Bpe implements Model {
  private static final int NONE = -1;

  /** Pieces of no more bytes are merged pair by pair, which is as fast and needs no preparation. */
  private static final int SHORT = 96;

  private static final byte YES = 1;
  private static final byte NO = 2;

  /**
   * How a piece begins and ends.
   *
   * @param bytes begin with one token per byte rather than per character
   * @param wholeFirst a piece that is a token itself is not merged ({@code ignore_merges})
   * @param byteFallback characters without a token become the tokens {@code <0x00>} to {@code
   *     <0xFF>}
   * @param unknown id of what has no token, or −1: it is left out
   * @param fuseUnknown neighbours without a token become one unknown token
   * @param prefix put before each but the first character, as in {@code ##}
   * @param suffix put behind the last character, as in {@code </w>}
   */
  public record Rules(
      boolean bytes,
      boolean wholeFirst,
      boolean byteFallback,
      int unknown,
      boolean fuseUnknown,
      String prefix,
      String suffix) {

    /** The rules of {@code .tiktoken} vocabularies. */
    public static final Rules BYTES = new Rules(true, true, false, NONE, false, "", "");
  }

  private final TokenTable tokens;
  private final Rules rules;
  private final MergeTable merges;
  private final Merger merger;
  private final WordCache cache = new WordCache();
  private final byte[] prefix;
  private final byte[] suffix;
  private final int[] single = new int[256]; // by byte
  private final int[] fallback = new int[256]; // by byte
  private final boolean wholeFallback;

  /** By id: whether merging the token's bytes gives the token; 0 where that is not known yet. */
  private final byte[] alone;

  private @Nullable LinearMerger linear;
  private volatile boolean linearKnown;

  public Bpe(TokenTable tokens, MergeTable merges, Rules rules) {
    this.tokens = tokens;
    this.rules = rules;
    this.merges = merges;
    merger = new Merger(merges);
    prefix = rules.prefix().getBytes(StandardCharsets.UTF_8);
    suffix = rules.suffix().getBytes(StandardCharsets.UTF_8);
    for (int b = 0; b < 256; b++) {
      single[b] = tokens.find(new byte[] {(byte) b});
      fallback[b] = tokens.find("<0x%02X>".formatted(b).getBytes(StandardCharsets.UTF_8));
    }
    alone = new byte[tokens.size()];
    wholeFallback = Arrays.stream(fallback).noneMatch(id -> id == NONE);
  }

  @Override
  public String kind() {
    return "BPE";
  }

  @Override
  public void clearCache() {
    cache.clear();
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenBuffer out) {
    byte[] bytes = text.bytes();
    int id = whole(bytes, from, to);
    if (id != NONE) {
      out.add(id, text, from, to);
      return;
    }
    var word = cache.find(bytes, from, to);
    if (word == null) {
      word = encode(bytes, from, to);
      cache.keep(bytes, from, to, word);
    }
    out.add(word, text, from);
  }

  /**
   * The token that the whole piece becomes, as most do; −1 where it becomes several, or that takes
   * more than a look. Threads may find out the same at once.
   */
  private int whole(byte[] bytes, int from, int to) {
    if (prefix.length + suffix.length > 0) {
      return NONE;
    }
    int id = tokens.find(bytes, from, to);
    if (id == NONE || rules.wholeFirst()) {
      return id;
    }
    if (id >= alone.length) {
      return NONE; // added later
    }
    if (alone[id] == 0) {
      int[] ids = encode(bytes, from, to).ids();
      alone[id] = ids.length == 1 && ids[0] == id ? YES : NO;
    }
    return alone[id] == YES ? id : NONE;
  }

  private Word encode(byte[] bytes, int from, int to) {
    if (rules.wholeFirst() && prefix.length + suffix.length > 0) {
      int id = tokens.find(bytes, from, to);
      if (id != NONE) {
        return new Word(new int[] {id}, new int[] {to - from});
      }
    }
    return rules.bytes() && prefix.length == 0 && suffix.length == 0 && rules.unknown() == NONE
        ? byBytes(bytes, from, to)
        : bySymbols(bytes, from, to);
  }

  private Word byBytes(byte[] bytes, int from, int to) {
    var linear = to - from > SHORT ? linear() : null;
    if (linear != null) {
      return linear.merge(bytes, from, to);
    }
    int[] ids = new int[to - from];
    int[] lengths = new int[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      int id = single[bytes[i] & 0xff];
      if (id != NONE) {
        ids[n] = id;
        lengths[n++] = 1;
      }
    }
    return merger.merge(ids, lengths, n);
  }

  /** The merger of long pieces, made when the first one comes; null where there is none. */
  private @Nullable LinearMerger linear() {
    if (!linearKnown) {
      synchronized (merger) {
        if (!linearKnown) {
          linear = LinearMerger.of(tokens, merges, single);
          linearKnown = true;
        }
      }
    }
    return linear;
  }

  private Word bySymbols(byte[] bytes, int from, int to) {
    var symbols = new Symbols(to - from);
    int at = from;
    while (at < to) {
      int length = rules.bytes() ? 1 : CodePoints.length(bytes[at]);
      int id = symbol(bytes, at, at + length, at == from, at + length == to);
      if (id != NONE) {
        symbols.addPending();
        symbols.add(id, length);
      } else if (rules.byteFallback() && wholeFallback) {
        for (int i = at; i < at + length; i++) {
          symbols.add(fallback[bytes[i] & 0xff], 1);
        }
      } else if (rules.unknown() != NONE) {
        symbols.pend(length);
      }
      at += length;
    }
    symbols.addPending();
    return merger.merge(symbols.ids, symbols.lengths, symbols.n);
  }

  private int symbol(byte[] bytes, int from, int to, boolean first, boolean last) {
    int before = first ? 0 : prefix.length;
    int after = last ? suffix.length : 0;
    if (before + after == 0) {
      return tokens.find(bytes, from, to);
    }
    byte[] symbol = new byte[before + to - from + after];
    System.arraycopy(prefix, 0, symbol, 0, before);
    System.arraycopy(bytes, from, symbol, before, to - from);
    System.arraycopy(suffix, 0, symbol, before + to - from, after);
    return tokens.find(symbol);
  }

  /** The tokens that a piece begins with, and the bytes of the unknown token not yet added. */
  private final class Symbols {
    final int[] ids;
    final int[] lengths;
    int n;
    private int pending;

    Symbols(int most) {
      ids = new int[most];
      lengths = new int[most];
    }

    void add(int id, int length) {
      ids[n] = id;
      lengths[n++] = length;
    }

    void pend(int length) {
      if (!rules.fuseUnknown()) {
        addPending();
      }
      pending += length;
    }

    void addPending() {
      if (pending > 0) {
        add(rules.unknown(), pending);
        pending = 0;
      }
    }
  }
}
