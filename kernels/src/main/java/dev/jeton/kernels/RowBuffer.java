package dev.jeton.kernels;

/** Room for decoded weights, one per thread, reused. */
final class RowBuffer {
  private static final ThreadLocal<RowBuffer> OF_THREAD = ThreadLocal.withInitial(RowBuffer::new);

  private float[] values = new float[0];

  private RowBuffer() {}

  /** At least {@code size} elements with any content, valid until the thread's next call. */
  static float[] of(int size) {
    var buffer = OF_THREAD.get();
    if (buffer.values.length < size) {
      buffer.values = new float[size];
    }
    return buffer.values;
  }
}
