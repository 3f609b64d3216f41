package dev.jeton.llm;

/** A matrix of weights, {@code [rows][columns]}, in whatever form is fast. Safe to share. */
public interface WeightMatrix {
  int rows();

  int columns();

  /**
   * Multiplies {@code n} vectors.
   *
   * @param x {@code [n][columns]}
   * @param out written, {@code [n][rows]}
   */
  void multiply(float[] x, int n, float[] out);

  /** Bytes that are read when one vector is multiplied. */
  long bytes();
}
