package dev.jeton.llm;

/** In what form a model's matrices are held, and what is computed with them. */
public enum Precision {
  /** What is fastest: {@link #MAPPED}. */
  AUTO,
  /** Decoded to 32 bits when the model is opened. */
  FLOATS,
  /** Left in the file, their numbers as they are; products and sums have 32 bits. */
  MAPPED
}
