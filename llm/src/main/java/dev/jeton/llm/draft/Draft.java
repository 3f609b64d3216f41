package dev.jeton.llm.draft;

/**
 * Guesses how a text goes on. Guesses never change what is said, only how fast. May be kept from
 * one text to the next; for one thread at a time.
 */
public interface Draft {
  /** Most rows of a tree. */
  int MOST_ROWS = 64;

  /**
   * A tree of guesses behind the last id of a text, which is its root; the root alone where guesses
   * would not pay.
   *
   * @param history ids, {@code length} of them
   * @param most rows of the tree, at least 1
   * @param costs of passes over trees
   */
  DraftTree propose(int[] history, int length, int most, PassCosts costs);

  /** Sees the last id of a text that the model has just chosen. */
  void observe(int[] history, int length);

  /**
   * Sees what the model found likely after {@code id}.
   *
   * @param before the id in front of it, or −1
   * @param logits {@code [vocabulary]} from {@code from} on
   */
  void learn(int before, int id, float[] logits, int from, int vocabulary);

  /** Sees a text that others wrote, such as a prompt. */
  default void read(int[] ids) {}
}
