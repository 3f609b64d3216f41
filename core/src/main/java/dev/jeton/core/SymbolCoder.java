package dev.jeton.core;

/**
 * One end of an entropy coder: a writer, a reader or a meter. A model of symbols walks through its
 * decisions once, in one piece of code that serves all three ends: a writer and a meter return the
 * symbol they are given, a reader ignores it and returns the one it reads. So writing and reading
 * cannot drift apart.
 */
public sealed interface SymbolCoder permits RangeEncoder, RangeDecoder, CostMeter, PrefixSizes {
  /** Probabilities are counted in parts of {@code 1 << PROBABILITY_BITS}. */
  int PROBABILITY_BITS = 16;

  /** Certainty, which no bit has. */
  int ONE = 1 << PROBABILITY_BITS;

  /**
   * One bit.
   *
   * @param bit 0 or 1
   * @param one probability of a 1 in 65536ths, 1..65535
   */
  int bit(int bit, int one);

  /**
   * One of {@code size} equally likely symbols, at a cost of exactly their binary logarithm.
   *
   * @param symbol in {@code [0, size)}
   */
  int uniform(int symbol, int size);

  /** Ends an id. Called once after the last symbol of each. */
  default void endId() {}
}
