package dev.jeton.papers;

/**
 * How much row 24 does.
 *
 * @param prompts of each kind
 * @param promptTokens of each prompt
 * @param tokens said after each
 * @param measuring seconds in which passes are measured
 */
record RecyclingScale(int prompts, int promptTokens, int tokens, double measuring) {
  static final RecyclingScale FULL = new RecyclingScale(40, 96, 160, 2);
}
