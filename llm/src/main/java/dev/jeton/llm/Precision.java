package dev.jeton.llm;

/** In what form a model's matrices are held, and what is computed with them. */
public enum Precision {
  /**
   * {@link #ROUNDED} where that is for most of the weights and the copy takes at most half of the
   * machine's memory, else mapped.
   */
  AUTO,
  /**
   * Q8_0, Q4_0, Q4_K and Q6_K are copied in an order that is fast, and multiplied with activations
   * that are rounded to int8, 32 sharing a scale, as llama.cpp does; other types as {@link
   * #MAPPED}.
   */
  ROUNDED,
  /** Left in the file, their numbers as they are; products and sums have 32 bits. */
  MAPPED,
  /** Decoded to 32 bits when the model is opened. */
  FLOATS
}
