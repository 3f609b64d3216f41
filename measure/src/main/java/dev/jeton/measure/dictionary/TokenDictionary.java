package dev.jeton.measure.dictionary;

/**
 * Strings of ids, each a token, and a rule that cuts any string into them. The first tokens are the
 * ids themselves, so nothing is unknown.
 */
public interface TokenDictionary {

  /** Number of ids that strings are made of; tokens below it are those ids. */
  int alphabet();

  /** Number of tokens. */
  int size();

  /**
   * The tokens of a string.
   *
   * @param ids each of 0..alphabet − 1
   */
  int[] encode(int[] ids);

  /** The ids of token {@code token}, at least one. */
  int[] expand(int token);

  /** The string that tokens stand for: {@code decode(encode(ids))} is {@code ids}. */
  default int[] decode(int[] tokens) {
    int length = 0;
    var expanded = new int[size()][];
    for (int token : tokens) {
      if (expanded[token] == null) {
        expanded[token] = expand(token);
      }
      length += expanded[token].length;
    }
    var ids = new int[length];
    int at = 0;
    for (int token : tokens) {
      System.arraycopy(expanded[token], 0, ids, at, expanded[token].length);
      at += expanded[token].length;
    }
    return ids;
  }

  /** Refuses a string that has other ids. */
  static void check(int[] ids, int alphabet) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= alphabet) {
        throw new IllegalArgumentException(
            "expected ids of 0..%d, found %d at %d".formatted(alphabet - 1, ids[i], i));
      }
    }
  }
}
