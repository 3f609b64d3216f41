package dev.jeton.core;

/**
 * Maps vectors to ids and ids back to the vectors they stand for. Frozen: training lives in learn.
 * Immutable and safe to share between threads.
 */
public interface Quantizer {

  /** Numbers per vector. */
  int dim();

  /** One size per level. */
  Vocabulary vocabulary();

  /**
   * The ids of the codes nearest to {@code n} vectors; ties go to the lowest id.
   *
   * @param z {@code [n][dim]}; not-a-number and infinite values are refused
   * @param ids written, {@code [n][levels]}
   * @throws IllegalArgumentException if a value is not finite
   */
  void encode(float[] z, int n, int[] ids);

  /**
   * The vectors that ids stand for.
   *
   * @param ids {@code [n][levels]}
   * @param z written, {@code [n][dim]}
   */
  void decode(int[] ids, int n, float[] z);
}
