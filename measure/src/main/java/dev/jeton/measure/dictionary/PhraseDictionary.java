package dev.jeton.measure.dictionary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of strings that holds every beginning of its strings, or none of it: a string is cut from
 * left to right, each token the longest that fits (greedy encoding of Rajaraman et al.,
 * arXiv:2404.08335, section 2).
 */
public final class PhraseDictionary implements TokenDictionary {
  private static final int ROOT = -1;
  private static final int NONE = -1;

  private final int alphabet;
  private final Map<Long, Integer> nodes = new HashMap<>(); // (node, id) -> node
  private int[] parent = new int[16];
  private int[] last = new int[16];
  private int[] token = new int[16]; // of a node; NONE where it only leads on
  private int[] node = new int[16]; // of a token
  private int count;
  private int size;

  private PhraseDictionary(int alphabet) {
    if (alphabet < 1) {
      throw new IllegalArgumentException("expected at least 1 id, found " + alphabet);
    }
    this.alphabet = alphabet;
    for (int id = 0; id < alphabet; id++) {
      name(grow(ROOT, id));
    }
  }

  /**
   * Learnt as Lempel, Ziv and Welch parse (Welch, A technique for high-performance data
   * compression, 1984): the longest token that fits and the id after it are a new token; parsing
   * goes on with that id. Ends with {@code size} tokens or the data.
   */
  public static PhraseDictionary lempelZivWelch(Iterable<int[]> data, int alphabet, int size) {
    var dictionary = new PhraseDictionary(alphabet);
    for (var ids : data) {
      TokenDictionary.check(ids, alphabet);
      int at = ROOT;
      for (int i = 0; i < ids.length && dictionary.size < size; i++) {
        int next = dictionary.child(at, ids[i]);
        if (next == NONE) {
          dictionary.name(dictionary.grow(at, ids[i]));
          next = dictionary.child(ROOT, ids[i]);
        }
        at = next;
      }
    }
    return dictionary;
  }

  /**
   * All strings of {@code length} ids, and single ids for what is left at the end: alphabet^length
   * + alphabet tokens.
   */
  public static PhraseDictionary allOfLength(int length, int alphabet) {
    double strings = Math.pow(alphabet, length);
    if (length < 1 || strings > 1 << 24) {
      throw new IllegalArgumentException(
          "expected at most %d strings of at least 1 id, found %.0f of %d"
              .formatted(1 << 24, strings, length));
    }
    var dictionary = new PhraseDictionary(alphabet);
    int from = 0;
    for (int n = 2; n <= length; n++) {
      int to = dictionary.count;
      for (int at = from; at < to; at++) {
        for (int id = 0; id < alphabet; id++) {
          int grown = dictionary.grow(at, id);
          if (n == length) {
            dictionary.name(grown);
          }
        }
      }
      from = to;
    }
    return dictionary;
  }

  @Override
  public int alphabet() {
    return alphabet;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] encode(int[] ids) {
    TokenDictionary.check(ids, alphabet);
    var tokens = new int[ids.length];
    int n = 0;
    for (int from = 0; from < ids.length; ) {
      int at = ROOT;
      int end = from;
      for (int i = from; i < ids.length; i++) {
        at = child(at, ids[i]);
        if (at == NONE) {
          break;
        }
        if (token[at] != NONE) {
          tokens[n] = token[at];
          end = i + 1;
        }
      }
      n++;
      from = end;
    }
    return Arrays.copyOf(tokens, n);
  }

  @Override
  public int[] expand(int token) {
    int length = 0;
    for (int at = node[token]; at != ROOT; at = parent[at]) {
      length++;
    }
    var ids = new int[length];
    for (int at = node[token]; at != ROOT; at = parent[at]) {
      ids[--length] = last[at];
    }
    return ids;
  }

  private int child(int at, int id) {
    return nodes.getOrDefault(key(at, id), NONE);
  }

  private int grow(int at, int id) {
    if (count == parent.length) {
      parent = Arrays.copyOf(parent, 2 * count);
      last = Arrays.copyOf(last, 2 * count);
      token = Arrays.copyOf(token, 2 * count);
    }
    nodes.put(key(at, id), count);
    parent[count] = at;
    last[count] = id;
    token[count] = NONE;
    return count++;
  }

  private void name(int at) {
    if (size == node.length) {
      node = Arrays.copyOf(node, 2 * size);
    }
    token[at] = size;
    node[size++] = at;
  }

  private static long key(int at, int id) {
    return (long) (at + 1) << 32 | id;
  }
}
