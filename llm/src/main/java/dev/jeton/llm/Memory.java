package dev.jeton.llm;

import dev.jeton.weights.gguf.Gguf;

/** Says how much memory something needs before it is tried. */
final class Memory {
  private static final int MEBI = 20;

  private Memory() {}

  /** Whether matrices are decoded to 32 bits. */
  static boolean floats(Gguf file, Precision precision) {
    if (precision != Precision.FLOATS) {
      return false;
    }
    long needed = 0;
    for (var tensor : file.tensors().values()) {
      needed += 4 * tensor.count();
    }
    require(needed, "the weights as 32 bits");
    return true;
  }

  /**
   * Requires room in the heap.
   *
   * @throws ModelException if there is less
   */
  static void require(long bytes, String what) {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    if (bytes > free) {
      throw new ModelException(
          "%s need %d MiB of memory, found %d MiB of the heap free: -Xmx sets its size"
              .formatted(what, Math.ceilDiv(bytes, 1L << MEBI), free >> MEBI));
    }
  }
}
