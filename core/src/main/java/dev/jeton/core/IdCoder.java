package dev.jeton.core;

/**
 * Turns ids into bits and back. Its probabilities are integers from tables or from counting, never
 * floats, so a file decodes alike everywhere. Immutable; each call keeps its own counts.
 */
public interface IdCoder {

  /** Writes all of {@code tokens}. */
  void encode(Tokens.Ids tokens, RangeEncoder out);

  /**
   * Reads the first {@code count} ids of {@code layout}.
   *
   * @return ids in range for their levels, whatever the bytes are
   */
  int[] decode(Layout layout, int count, RangeDecoder in);
}
