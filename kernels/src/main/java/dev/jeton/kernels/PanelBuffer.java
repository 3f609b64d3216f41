package dev.jeton.kernels;

/** Room for a panel of {@link EightBitRows}, one per thread, reused. */
final class PanelBuffer {
  private static final ThreadLocal<PanelBuffer> OF_THREAD =
      ThreadLocal.withInitial(PanelBuffer::new);

  private int[] ints = new int[0];

  private PanelBuffer() {}

  /** At least {@code size} elements with any content, valid until the thread's next call. */
  static int[] of(int size) {
    var buffer = OF_THREAD.get();
    if (buffer.ints.length < size) {
      buffer.ints = new int[size];
    }
    return buffer.ints;
  }
}
