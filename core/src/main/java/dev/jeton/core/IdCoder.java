package dev.jeton.core;

/**
 * Turns ids into bits and back. Its probabilities are integers from tables or from counting, never
 * floats, so a file decodes alike everywhere. What an id costs depends on the layout and on the ids
 * before it only, so the bits of a prefix are a prefix of the bits. Immutable; each call keeps its
 * own counts.
 */
public interface IdCoder {

  /**
   * Passes the first {@code count} ids of {@code layout} through {@code coder}, in order: each id
   * is read from {@code ids}, coded, and what the coder returned is written back, followed by
   * {@link SymbolCoder#endId}. The same walk writes, reads and measures.
   *
   * @param ids {@code [count]} at least, each in range for its level; zeros where {@code coder}
   *     reads
   */
  void code(Layout layout, int[] ids, int count, SymbolCoder coder);

  /** Writes all of {@code tokens}. */
  default void encode(Tokens.Ids tokens, RangeEncoder out) {
    code(tokens.layout(), tokens.ids().clone(), tokens.length(), out);
  }

  /**
   * Reads the first {@code count} ids of {@code layout}.
   *
   * @return ids in range for their levels, whatever the bytes are
   */
  default int[] decode(Layout layout, int count, RangeDecoder in) {
    var ids = new int[count];
    code(layout, ids, count, in);
    return ids;
  }

  /** What each id costs, in bits, {@code [length]}. For choosing and counting, never for coding. */
  default double[] bits(Tokens.Ids tokens) {
    var meter = new CostMeter(tokens.length());
    code(tokens.layout(), tokens.ids().clone(), tokens.length(), meter);
    return meter.bits();
  }
}
