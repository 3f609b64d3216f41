package dev.jeton.llm.kv;

/** Which pending rows come before which: a tree of continuations of what is kept. Immutable. */
public final class Ancestors {
  private static final int[] NONE = {};
  private static final Ancestors ALONE = new Ancestors(1, NONE, true);

  private final int rows;
  private final int[] parents;
  private final boolean chain;

  private Ancestors(int rows, int[] parents, boolean chain) {
    this.rows = rows;
    this.parents = parents;
    this.chain = chain;
  }

  /** {@code rows} rows one after the other. */
  public static Ancestors chain(int rows) {
    return rows == 1 ? ALONE : new Ancestors(rows, NONE, true);
  }

  /**
   * A tree.
   *
   * @param parents for each row the row before it, which has a lower number, or −1 for the last
   *     kept one
   */
  public static Ancestors tree(int... parents) {
    for (int i = 0; i < parents.length; i++) {
      if (parents[i] < -1 || parents[i] >= i) {
        throw new IllegalArgumentException(
            "the parent of row %d: expected -1 to %d, found %d".formatted(i, i - 1, parents[i]));
      }
    }
    return new Ancestors(parents.length, parents.clone(), false);
  }

  /** How many rows it speaks of. */
  public int rows() {
    return rows;
  }

  /** How many rows stand between {@code row} and the kept ones. */
  public int depth(int row) {
    if (chain) {
      return row;
    }
    int depth = 0;
    for (int at = parents[row]; at >= 0; at = parents[at]) {
      depth++;
    }
    return depth;
  }

  /** Whether {@code row} sees {@code other}: itself and what comes before it. */
  public boolean sees(int row, int other) {
    if (chain) {
      return other <= row;
    }
    int at = row;
    while (at > other) {
      at = parents[at];
    }
    return at == other;
  }
}
