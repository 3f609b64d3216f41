package dev.jeton.kernels;

/** Buffers that the matrix kernels of one thread use again and again. */
final class VectorScratchKernels {
  private static final ThreadLocal<VectorScratchKernels> OF_THREAD =
      ThreadLocal.withInitial(VectorScratchKernels::new);

  private float[] block = new float[0];
  private int[] rows = new int[0];
  private final float[] tile = new float[12 * VectorMatrixKernels.WIDTH];
  private final float[] zeros = new float[VectorMatrixKernels.WIDTH];

  private VectorScratchKernels() {}

  static VectorScratchKernels get() {
    return OF_THREAD.get();
  }

  /** At least {@code size} elements with any content. */
  float[] block(int size) {
    if (block.length < size) {
      block = new float[size];
    }
    return block;
  }

  /** At least {@code count} elements, and room to round up to whole tiles. */
  int[] rows(int count) {
    if (rows.length < count + 12) {
      rows = new int[count + 12];
    }
    return rows;
  }

  /** A row of zeros as wide as a panel. */
  float[] zeros() {
    return zeros;
  }

  /** A tile with any content. */
  float[] tile() {
    return tile;
  }
}
