package dev.jeton.llm;

import com.sun.management.OperatingSystemMXBean;
import dev.jeton.weights.gguf.Gguf;
import java.lang.management.ManagementFactory;

/** Says how much memory something needs before it is tried. */
final class Memory {
  private static final int MEBI = 20;

  /** Bytes, a little less than an int[] can have. */
  private static final long LARGEST_ARRAY = 4L * (Integer.MAX_VALUE - 1024);

  private Memory() {}

  /**
   * The form that AUTO stands for, and {@code precision} otherwise.
   *
   * @throws ModelException if there is less memory than it needs
   */
  static Precision choose(Gguf file, Precision precision) {
    if (precision == Precision.FLOATS) {
      long needed = 0;
      for (var tensor : file.tensors().values()) {
        needed += 4 * tensor.count();
      }
      require(needed, "the weights as 32 bits");
    }
    if (precision == Precision.MAPPED || precision == Precision.FLOATS) {
      return precision;
    }
    if (precision == Precision.AUTO && !mostFits(file)) {
      return Precision.MAPPED;
    }
    long copied = copied(file);
    long most = machine() / (precision == Precision.AUTO ? 2 : 1);
    if (copied <= most) {
      return Precision.ROUNDED;
    }
    if (precision == Precision.AUTO) {
      return Precision.MAPPED;
    }
    throw new ModelException(
        "a copy of the weights needs %d MiB of memory, found %d MiB in the machine"
            .formatted(copied >> MEBI, most >> MEBI));
  }

  /** Whether a copy of the weights and half as much again fit into the heap. */
  static boolean heapHolds(Gguf file) {
    for (var tensor : file.tensors().values()) {
      if (ArrangedMatrix.fits(tensor) && ArrangedMatrix.bytes(tensor) > LARGEST_ARRAY) {
        return false;
      }
    }
    return copied(file) * 3 / 2 <= free();
  }

  private static long copied(Gguf file) {
    long copied = 0;
    for (var tensor : file.tensors().values()) {
      copied += ArrangedMatrix.fits(tensor) ? ArrangedMatrix.bytes(tensor) : 0;
    }
    return copied;
  }

  /**
   * Whether half of the weights or more can be arranged: rounding for the sake of a few is idle.
   */
  private static boolean mostFits(Gguf file) {
    long fitting = 0;
    long all = 0;
    for (var tensor : file.tensors().values()) {
      if (tensor.shape().length == 2) {
        all += tensor.count();
        fitting += ArrangedMatrix.fits(tensor) ? tensor.count() : 0;
      }
    }
    return 2 * fitting >= all;
  }

  /** Bytes of memory in the machine; the heap where that is not known. */
  private static long machine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  /**
   * Requires room in the heap.
   *
   * @throws ModelException if there is less
   */
  static void require(long bytes, String what) {
    if (bytes > free()) {
      throw new ModelException(
          "%s need %d MiB of memory, found %d MiB of the heap free: -Xmx sets its size"
              .formatted(what, Math.ceilDiv(bytes, 1L << MEBI), free() >> MEBI));
    }
  }

  /** Bytes of the heap that are free, or can be had. */
  private static long free() {
    var runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
