package dev.jeton.kernels;

/**
 * How wide the vectors are with which weights are multiplied.
 *
 * <p>It is decided once in a process, when weights are arranged or multiplied for the first time:
 * {@code -Djeton.vectorBits}, else what was measured by then, else what the processor prefers. Only
 * where that is 512 bits is there something to measure: processors that split such vectors or lower
 * their clock for them may be faster with 256. What 8-bit weights give does not depend on it; sums
 * of floats may differ in their last bits.
 */
public final class WeightWidth {
  private WeightWidth() {}

  /**
   * Begins to measure, on a thread of its own, if there is a choice and it was not made before;
   * returns at once. Where the loops are not compiled within half a second, or the first weights
   * would have to wait for longer than 0.15 s, the processor's preference stands.
   */
  public static void measure() {
    if (Kernels.vectors()) {
      VectorWidthKernels.begin();
    }
  }

  /**
   * Which implementation multiplies weights, for logs and benchmark headers: such as {@code Vector
   * API, 512 bits (measured: 98 against 51 GB/s at 256)}. The width is decided by then.
   */
  public static String implementation() {
    return Kernels.vectors()
        ? "Vector API, " + VectorWidthKernels.choice()
        : Kernels.implementation();
  }
}
