package dev.jeton.core;

import java.util.List;

/**
 * What a {@link ContextIdCoder} knows, in small integers. An id of a level is a walk down a binary
 * tree over {@code order}. The places that a {@link Neighbourhood} names each add a vector to a
 * hidden state; every step of the walk asks a logistic question of that state.
 *
 * <pre>
 * hidden[WIDTH]  = bias + Σ over roles  mixing[role] · embedding[level of the role][id there]
 * P(right at n)  = logistic(question[n] · hidden + questionBias[n])
 * </pre>
 *
 * <p>A log-bilinear model (A. Mnih and G. Hinton, 2007, eq. 4) over a tree (their 2008 paper), its
 * context matrices of low rank.
 *
 * @param levels one per level of the vocabulary
 */
record IdModel(List<Level> levels) {
  /** Length of the hidden state. */
  static final int WIDTH = 16;

  /** Length of an id's embedding. */
  static final int RANK = 8;

  IdModel {
    levels = List.copyOf(levels);
  }

  /**
   * One level. A number with {@code shift} s stands for itself times 2⁻ˢ.
   *
   * @param order ids from left to right, {@code [size]}
   * @param embedding {@code [size + 1][RANK]}; the last row stands for a place that is not there
   * @param embeddingShift of {@code embedding}
   * @param mixing {@code [roles][RANK][WIDTH]}, for as many of {@link Neighbourhood#ROLES} as reach
   *     a level
   * @param mixingShift of {@code mixing}
   * @param bias {@code [WIDTH]}, with shift {@link #BIAS_SHIFT}
   * @param question {@code [size][WIDTH]}; question n parts the places below n from those at and
   *     above it, so row 0 is not used
   * @param questionShift of {@code question}
   * @param questionBias {@code [size]}, with shift {@link Squash#LOGIT_BITS}
   */
  record Level(
      int[] order,
      byte[] embedding,
      int embeddingShift,
      byte[] mixing,
      int mixingShift,
      short[] bias,
      byte[] question,
      int questionShift,
      short[] questionBias) {
    static final int BIAS_SHIFT = 10;

    int size() {
      return order.length;
    }
  }
}
