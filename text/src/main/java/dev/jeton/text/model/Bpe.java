package dev.jeton.text.model;

import dev.jeton.text.bytes.CodePoints;
import dev.jeton.text.bytes.Text;
import dev.jeton.text.bytes.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Byte pair encoding: a piece begins as one token per byte or character, and neighbours merge in
 * the order of their ranks (Sennrich et al. 2016, arXiv:1508.07909).
 */
public final class Bpe implements Model {
  private static final int NONE = -1;

  /** Tables for merging in linear time are made for a piece of more bytes, or after so many. */
  private static final int SHORT = 96;

  private static final int MANY = 2048;

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
   * @param dropout how probably a merge is left out while a model learns; not applied
   */
  public record Rules(
      boolean bytes,
      boolean wholeFirst,
      boolean byteFallback,
      int unknown,
      boolean fuseUnknown,
      String prefix,
      String suffix,
      double dropout) {

    /** The rules of {@code .tiktoken} vocabularies. */
    public static final Rules BYTES = new Rules(true, true, false, NONE, false, "", "", 0);
  }

  private final TokenTable tokens;
  private final Rules rules;
  private final MergeTable merges;
  private final Merger merger;
  private final WordCaches caches = new WordCaches();
  private final byte[] prefix;
  private final byte[] suffix;
  private final int[] single = new int[256]; // by byte
  private final int[] fallback = new int[256]; // by byte
  private final boolean wholeFallback;
  private final boolean affixed;
  private final boolean byBytes;

  /** By id: whether merging the token's bytes gives the token; 0 where that is not known yet. */
  private final byte[] alone;

  private final AtomicInteger merged = new AtomicInteger();
  private volatile @Nullable LinearMerger linear;

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
    affixed = prefix.length + suffix.length > 0;
    byBytes = rules.bytes() && !affixed && rules.unknown() == NONE;
  }

  public Rules rules() {
    return rules;
  }

  /** Whether tokens rather than merges have ranks: several merges lead to one at one rank. */
  public boolean ranksTokens() {
    return !MergeOrder.isOne(merges.merges());
  }

  /**
   * The merges that give the same ids, each with a rank of its own, in their order.
   *
   * @throws dev.jeton.text.TokenizerException if there are none: two tokens have one rank
   */
  public List<MergeTable.Merge> merges() {
    return MergeOrder.of(tokens, merges, rules.bytes());
  }

  @Override
  public String kind() {
    return "BPE";
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
    int place = caches.take();
    try {
      var cache = caches.get(place);
      int id = whole(text.bytes(), from, to, cache.symbols);
      if (id != NONE) {
        out.add(id, text, from, to);
      } else {
        several(text, from, to, cache, out);
      }
    } finally {
      caches.give(place);
    }
  }

  @Override
  public void tokenize(Text text, int from, int[] ends, int n, TokenBuffer out) {
    byte[] bytes = text.bytes();
    int place = caches.take();
    try {
      var cache = caches.get(place);
      int[] found = cache.found(n);
      wholes(bytes, from, ends, n, found, cache.symbols);
      add(text, from, ends, n, found, cache, out);
    } finally {
      caches.give(place);
    }
  }

  /** Adds pieces that are a token, {@code found}, and those that are several. */
  private void add(
      Text text, int from, int[] ends, int n, int[] found, WordCache cache, TokenBuffer out) {
    int done = 0; // pieces
    for (int i = 0; i < n; i++) {
      if (found[i] == NONE) {
        addWhole(text, from, ends, found, done, i, out);
        several(text, i == 0 ? from : ends[i - 1], ends[i], cache, out);
        done = i + 1;
      }
    }
    addWhole(text, from, ends, found, done, n, out);
  }

  private static void addWhole(
      Text text, int from, int[] ends, int[] found, int first, int last, TokenBuffer out) {
    if (!out.placed()) {
      out.addIds(found, first, last - first);
      return;
    }
    for (int i = first; i < last; i++) {
      out.add(found[i], text, i == 0 ? from : ends[i - 1], ends[i]);
    }
  }

  private void several(Text text, int from, int to, WordCache cache, TokenBuffer out) {
    byte[] bytes = text.bytes();
    if (!cache.find(bytes, from, to, out, text)) {
      var symbols = cache.symbols;
      encode(bytes, from, to, symbols);
      cache.keep(bytes, from, to, symbols);
      out.add(symbols.ids, 0, symbols.lengths, 0, symbols.n, text, from);
      symbols.letGo();
    }
  }

  /** For each piece the token that it becomes as a whole, as most do; −1 where there is none. */
  private void wholes(byte[] bytes, int from, int[] ends, int n, int[] found, Symbols symbols) {
    if (affixed) {
      Arrays.fill(found, 0, n, NONE);
      return;
    }
    tokens.find(bytes, from, ends, n, found);
    if (rules.wholeFirst()) {
      return;
    }
    for (int i = 0; i < n; i++) {
      int id = found[i];
      if (id != NONE && (id >= alone.length || alone[id] != YES)) {
        found[i] =
            id < alone.length && alone[id] == 0
                ? merged(id, bytes, i == 0 ? from : ends[i - 1], ends[i], symbols)
                : NONE;
      }
    }
  }

  /**
   * The token that the whole piece becomes; −1 where it becomes several, or that takes more than a
   * look.
   */
  private int whole(byte[] bytes, int from, int to, Symbols symbols) {
    int[] found = new int[1];
    wholes(bytes, from, new int[] {to}, 1, found, symbols);
    return found[0];
  }

  /** Token {@code id} if merging its bytes gives it. Threads may find out the same at once. */
  private int merged(int id, byte[] bytes, int from, int to, Symbols symbols) {
    encode(bytes, from, to, symbols);
    boolean one = symbols.n == 1 && symbols.ids[0] == id;
    alone[id] = one ? YES : NO;
    return one ? id : NONE;
  }

  private void encode(byte[] bytes, int from, int to, Symbols symbols) {
    symbols.n = 0;
    if (rules.wholeFirst() && affixed) {
      int id = tokens.find(bytes, from, to);
      if (id != NONE) {
        symbols.add(id, to - from);
        return;
      }
    }
    var linear = linear(to - from);
    if (linear != null) {
      linearly(linear, bytes, from, to, symbols);
      linear.finish(symbols);
      return;
    }
    if (byBytes) {
      bytes(bytes, from, to, symbols);
    } else {
      characters(bytes, from, to, symbols);
    }
    symbols.n = merger.merge(symbols.ids, symbols.lengths, symbols.n);
  }

  private void bytes(byte[] bytes, int from, int to, Symbols symbols) {
    symbols.reserve(to - from);
    for (int i = from; i < to; i++) {
      int id = single[bytes[i] & 0xff];
      if (id != NONE) {
        symbols.add(id, 1);
      }
    }
  }

  /**
   * The merger in linear time, made when a long piece comes or many short ones have; null before,
   * and where there is none. One thread makes it, others go on without it.
   */
  private @Nullable LinearMerger linear(int length) {
    var found = linear;
    if (found == null && merged.get() < MANY) {
      int n = length > SHORT ? merged.getAndSet(MANY) : merged.getAndIncrement();
      if (n < MANY && (length > SHORT || n == MANY - 1)) {
        found = makeLinear();
        linear = found;
      }
    }
    return found;
  }

  private @Nullable LinearMerger makeLinear() {
    var first = new BitSet();
    if (byBytes) {
      if (Arrays.stream(single).anyMatch(id -> id == NONE)) {
        return null;
      }
      Arrays.stream(single).forEach(first::set);
      return LinearMerger.of(tokens, merges, first);
    }
    boolean bytesStand = rules.byteFallback() && wholeFallback;
    if (affixed || rules.bytes() || !bytesStand && rules.unknown() == NONE) {
      return null;
    }
    var standIns = new BitSet();
    if (bytesStand) {
      Arrays.stream(fallback).forEach(standIns::set);
    } else {
      standIns.set(rules.unknown());
    }
    var crossing = new BitSet();
    merges.forEach(
        (left, right, rank, into) -> {
          if (standIns.get(left) || standIns.get(right)) {
            crossing.set(0);
          }
        });
    if (!crossing.isEmpty()) {
      return null;
    }
    for (int id = 0; id < tokens.size(); id++) {
      if (tokens.has(id)) {
        byte[] token = tokens.bytes(id);
        if (token.length > 0
            && CodePoints.length(token[0]) == token.length
            && tokens.find(token) == id) {
          first.set(id);
        }
      }
    }
    return LinearMerger.of(tokens, merges, first);
  }

  private void linearly(LinearMerger linear, byte[] bytes, int from, int to, Symbols symbols) {
    boolean unknown = false;
    for (int at = from; at < to; ) {
      int end = linear.merge(bytes, at, to, symbols);
      if (end == to) {
        return;
      }
      int length = CodePoints.length(bytes[end]);
      unknown = standIn(bytes, end, length, unknown && end == at, symbols);
      at = end + length;
    }
  }

  private void characters(byte[] bytes, int from, int to, Symbols symbols) {
    boolean unknown = false;
    int at = from;
    while (at < to) {
      int length = rules.bytes() ? 1 : CodePoints.length(bytes[at]);
      int id = symbol(bytes, at, at + length, at == from, at + length == to);
      if (id != NONE) {
        symbols.add(id, length);
        unknown = false;
      } else {
        unknown = standIn(bytes, at, length, unknown, symbols);
      }
      at += length;
    }
  }

  /**
   * Adds what stands for a character without a token.
   *
   * @param unknown whether the symbol before is an unknown token; returns whether the last one is
   */
  private boolean standIn(byte[] bytes, int at, int length, boolean unknown, Symbols symbols) {
    if (rules.byteFallback() && wholeFallback) {
      for (int i = at; i < at + length; i++) {
        symbols.add(fallback[bytes[i] & 0xff], 1);
      }
      return false;
    }
    if (rules.unknown() == NONE) {
      return unknown;
    }
    if (unknown && rules.fuseUnknown()) {
      symbols.lengths[symbols.n - 1] += length;
    } else {
      symbols.add(rules.unknown(), length);
    }
    return true;
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
}
