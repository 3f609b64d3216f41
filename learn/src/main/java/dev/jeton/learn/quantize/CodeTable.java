package dev.jeton.learn.quantize;

import dev.jeton.torch.Tensor;
import java.util.Map;
import java.util.SequencedMap;

/** The codes of one codebook while they are learnt, {@code [size, dim]}. */
sealed interface CodeTable permits GradientTable, AveragedTable, LinearTable {

  /** With gradient to whatever is learnt. */
  Tensor tensor();

  /** The same on the heap; the caller's own. */
  float[] values();

  /** Changes whenever {@link #values} do. */
  long version();

  /** Whether the codebook loss moves it. */
  boolean byLoss();

  /** Overwrites all codes. */
  void set(float[] codes);

  /**
   * Overwrites some codes.
   *
   * @param which their numbers
   * @param rows {@code [which.length][dim]}
   * @param count each one's moving count from now on
   */
  void move(int[] which, float[] rows, float count);

  /** Lets codes follow the vectors that chose them, where they are learnt so. */
  default void follow(float[] rows, int[] ids, CodeCounts counts) {}

  /** What is neither parameter nor derived. */
  default void state(SequencedMap<String, float[]> state) {}

  default void restore(Map<String, float[]> state) {}
}
