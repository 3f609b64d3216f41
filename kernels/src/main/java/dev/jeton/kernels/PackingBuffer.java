package dev.jeton.kernels;

/** Room for a right-hand matrix that is packed for one product only; one per thread, reused. */
final class PackingBuffer {
  /** Larger buffers (64 MiB) are not held. */
  private static final int HELD = 1 << 24;

  private static final ThreadLocal<PackingBuffer> OF_THREAD =
      ThreadLocal.withInitial(PackingBuffer::new);

  private float[] values = new float[0];

  private PackingBuffer() {}

  /** At least {@code size} elements with any content, valid until the thread's next call. */
  static float[] of(int size) {
    if (size > HELD) {
      return new float[size];
    }
    var buffer = OF_THREAD.get();
    if (buffer.values.length < size) {
      buffer.values = new float[size];
    }
    return buffer.values;
  }
}
