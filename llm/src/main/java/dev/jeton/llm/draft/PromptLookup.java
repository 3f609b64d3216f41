package dev.jeton.llm.draft;

import java.util.Arrays;

/**
 * Guesses that a text goes on as it did where its last ids stood before (Saxena, Prompt Lookup
 * Decoding, 2023): the latest place of the last three ids, else two, else one.
 */
public final class PromptLookup implements Draft {
  private static final int LONGEST = 3;
  private static final int GUESSES = 10;
  private static final double WORTH = 1.1; // what measured costs and counts may be off by

  private double right = 0.3; // of guesses with the one before right
  private int guessed = -1; // what was expected next, whether it was tried or not
  private int guessedAt = -1;

  @Override
  public DraftTree propose(int[] history, int length, int most, PassCosts costs) {
    int from = found(history, length);
    guessed = -1;
    if (from < 0) {
      return DraftTree.root(history[length - 1]);
    }
    guessed = history[from];
    guessedAt = length;
    int rows = 1;
    double worth = WORTH;
    double sum = 1;
    double chance = 1;
    int possible = Math.min(Math.min(most, MOST_ROWS), 1 + Math.min(GUESSES, length - from));
    for (int n = 2; n <= possible; n++) {
      chance *= right;
      sum += chance;
      if (sum / costs.of(n) > worth) {
        worth = sum / costs.of(n);
        rows = n;
      }
    }
    var ids = new int[rows];
    var parents = new int[rows];
    ids[0] = history[length - 1];
    System.arraycopy(history, from, ids, 1, rows - 1);
    Arrays.setAll(parents, i -> i - 1);
    return new DraftTree(ids, parents);
  }

  /** Where what stood behind the last ids begins, or −1. */
  private static int found(int[] history, int length) {
    for (int n = Math.min(LONGEST, length - 1); n > 0; n--) {
      for (int at = length - 1; at >= n; at--) {
        if (Arrays.equals(history, at - n, at, history, length - n, length)) {
          return at;
        }
      }
    }
    return -1;
  }

  @Override
  public void observe(int[] history, int length) {
    if (guessed >= 0 && guessedAt == length - 1) {
      right += 0.02 * ((history[length - 1] == guessed ? 1 : 0) - right);
    }
  }

  @Override
  public void learn(int before, int id, float[] logits, int from, int vocabulary) {}
}
