package dev.jeton.llm.kv;

/**
 * Keys and values of one sequence, in all layers. Rows are first pending: a draft of several
 * continuations may be looked at before some rows are kept. Not thread-safe.
 *
 * <p>One forward pass appends the same rows in every layer, attends, and ends in {@link #commit}.
 */
public interface KvCache {
  /** How many rows are kept. */
  int length();

  /** How many rows are pending. */
  int pending();

  /**
   * Adds pending rows.
   *
   * @param positions one per row, at least 0
   * @param keys {@code [rows][kvHeads][keyDim]} from row {@code from} on, not yet turned to their
   *     positions
   * @param values {@code [rows][kvHeads][valueDim]} from row {@code from} on
   */
  void append(int layer, int[] positions, float[] keys, float[] values, int from);

  /**
   * Attention of the last pending rows over kept and pending ones.
   *
   * @param queries {@code [rows][heads][keyDim]} from row {@code from} on, not yet turned;
   *     overwritten
   * @param rows how many pending rows ask: the last ones
   * @param mask of all pending rows
   * @param out written, {@code [rows][heads][valueDim]} from row {@code from} on
   */
  void attend(int layer, float[] queries, int from, int rows, Ancestors mask, float[] out);

  /**
   * Keeps these pending rows, in this order, and drops the other pending ones. Only here may a
   * policy evict or quantise.
   */
  void commit(int... rows);

  /** A cache that begins with what this one keeps; neither sees what the other does from now on. */
  KvCache fork();

  /** Bytes of all that is stored for this sequence; what forks share counts in each. */
  long bytes();

  /**
   * Drops kept rows from {@code length} on, and all pending ones.
   *
   * @throws UnsupportedOperationException if the policy has lost what it would need
   */
  void truncate(int length);
}
