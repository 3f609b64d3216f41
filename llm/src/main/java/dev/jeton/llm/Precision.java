package dev.jeton.llm;

/** In what form a model's matrices are held. */
public enum Precision {
  /** As 32 bits where that fits half of the heap, else mapped. */
  AUTO,
  /** Decoded to 32 bits when the model is opened. */
  FLOATS,
  /** Left in the file, and decoded at every use. */
  MAPPED
}
