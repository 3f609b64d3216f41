package dev.jeton.llm.grammar;

import dev.jeton.text.Tokenizer;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a vocabulary by what they write: their bytes in the middle of a text. Control
 * tokens, and tokens that write nothing, are not in it. Immutable; make one for each vocabulary.
 */
public final class TokenTrie {
  private final byte[][] bytes; // by id; empty for none
  private int[] ids = {}; // in the order of their bytes
  private byte[] labels = {}; // of nodes, parents before children
  private int[] depths = {};
  private int[] skips = {}; // the next node that is not below
  private int[]
      firsts = {}; // the ids that end in node n are ids[firsts[n]] to ids[firsts[n + 1] - 1]
  private int deepest;

  private TokenTrie(byte[][] bytes) {
    this.bytes = bytes;
    build();
  }

  /** The vocabulary of {@code tokenizer}. */
  public static TokenTrie of(Tokenizer tokenizer) {
    var bytes = new byte[tokenizer.size()][];
    int anchor = anchor(tokenizer);
    byte[] before = anchor < 0 ? new byte[0] : tokenizer.decodeBytes(anchor);
    boolean fallback = hasByteTokens(tokenizer, anchor, before.length);
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = new byte[0];
      if (tokenizer.has(id) && !tokenizer.isSpecial(id)) {
        int value = fallback ? byteToken(tokenizer.token(id)) : -1;
        bytes[id] =
            value >= 0 ? new byte[] {(byte) value} : written(tokenizer, anchor, before.length, id);
      }
    }
    return new TokenTrie(bytes);
  }

  /** A vocabulary of these byte strings; id i writes {@code tokens[i]}, none where it is empty. */
  public static TokenTrie of(byte[][] tokens) {
    return new TokenTrie(Arrays.stream(tokens).map(byte[]::clone).toArray(byte[][]::new));
  }

  /** A token behind which others are written as in the middle of a text. */
  private static int anchor(Tokenizer tokenizer) {
    for (int id = 0; id < tokenizer.size(); id++) {
      if (tokenizer.has(id) && !tokenizer.isSpecial(id)) {
        byte[] token = tokenizer.token(id);
        if (token.length == 1 && token[0] == 'a') {
          return id;
        }
      }
    }
    return -1;
  }

  private static byte[] written(Tokenizer tokenizer, int anchor, int before, int id) {
    if (anchor < 0) {
      return tokenizer.decodeBytes(id);
    }
    byte[] both = tokenizer.decodeBytes(anchor, id);
    return Arrays.copyOfRange(both, Math.min(before, both.length), both.length);
  }

  private static boolean hasByteTokens(Tokenizer tokenizer, int anchor, int before) {
    var some = tokenizer.id(new byte[] {'<', '0', 'x', '4', '1', '>'});
    return some.isPresent()
        && Arrays.equals(written(tokenizer, anchor, before, some.getAsInt()), new byte[] {'A'});
  }

  private static int byteToken(byte[] token) {
    if (token.length != 6 || token[0] != '<' || token[1] != '0' || token[2] != 'x') {
      return -1;
    }
    int high = Character.digit(token[3], 16);
    int low = Character.digit(token[4], 16);
    return high < 0 || low < 0 || token[5] != '>' ? -1 : high << 4 | low;
  }

  private void build() {
    var order = new Integer[bytes.length];
    int n = 0;
    int total = 0;
    for (int id = 0; id < bytes.length; id++) {
      if (bytes[id].length > 0) {
        order[n++] = id;
        total += bytes[id].length;
      }
    }
    Arrays.sort(
        order, 0, n, Comparator.comparing((Integer id) -> bytes[id], Arrays::compareUnsigned));
    ids = new int[n];
    labels = new byte[total];
    depths = new int[total];
    skips = new int[total];
    firsts = new int[total + 1];
    int nodes = 0;
    byte[] last = {};
    for (int i = 0; i < n; i++) {
      ids[i] = order[i];
      byte[] token = bytes[ids[i]];
      int common = Arrays.mismatch(last, token);
      if (common >= 0) { // else the same bytes
        for (int d = common; d < token.length; d++) {
          labels[nodes] = token[d];
          depths[nodes] = d;
          firsts[nodes++] = i;
        }
      }
      deepest = Math.max(deepest, token.length);
      last = token;
    }
    firsts[nodes] = n;
    labels = Arrays.copyOf(labels, nodes);
    depths = Arrays.copyOf(depths, nodes);
    firsts = Arrays.copyOf(firsts, nodes + 1);
    skips = new int[nodes];
    ends();
  }

  private void ends() {
    int nodes = labels.length;
    var next = new int[deepest + 1]; // of each depth the next node at most so deep
    Arrays.fill(next, nodes);
    for (int node = nodes - 1; node >= 0; node--) {
      skips[node] = next[depths[node]];
      Arrays.fill(next, depths[node], next.length, node);
    }
    // an inner node begins with the ids of the first token below: those are not its own
    for (int node = 0; node < nodes; node++) {
      int length = depths[node] + 1;
      int at = firsts[node];
      if (at < ids.length && bytes[ids[at]].length != length) {
        firsts[node] = -1;
      }
    }
  }

  /** One more than the largest id. */
  int size() {
    return bytes.length;
  }

  /** What {@code id} writes; nothing for ids that are not in it. */
  byte[] bytes(int id) {
    return id < bytes.length ? bytes[id] : new byte[0];
  }

  /** The ids that stay in the language after {@code from}, a bit for each. */
  long[] follow(Automaton automaton, Automaton.State from, int left) {
    var found = new long[(bytes.length + 63) / 64];
    var states = new Automaton.@Nullable State[deepest + 1];
    states[0] = from;
    for (int node = 0; node < labels.length; ) {
      int depth = depths[node];
      var state = states[depth];
      var next = state == null ? null : automaton.next(state, labels[node] & 0xff);
      if (next == null) {
        node = skips[node];
        continue;
      }
      states[depth + 1] = next;
      int at = firsts[node];
      if (at >= 0 && next.least() <= left) {
        do {
          found[ids[at] >> 6] |= 1L << ids[at];
          at++;
        } while (at < ids.length && bytes[ids[at]].length == depth + 1 && sameAsBefore(at));
      }
      node++;
    }
    return found;
  }

  private boolean sameAsBefore(int at) {
    return Arrays.equals(bytes[ids[at]], bytes[ids[at - 1]]);
  }
}
