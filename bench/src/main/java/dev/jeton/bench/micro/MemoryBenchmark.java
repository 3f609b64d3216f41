package dev.jeton.bench.micro;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Reading 256 MiB of memory once, on one thread: 268.4 divided by the milliseconds is GB/s, the
 * limit of products with one row of activations.
 */
public class MemoryBenchmark extends KernelBenchmark {
  private static final long BYTES = 256L << 20;

  private MemorySegment bytes = MemorySegment.NULL;

  @Setup
  public void data() {
    bytes = Arena.ofAuto().allocate(BYTES, 64);
    bytes.fill((byte) 1);
  }

  /** A sum the compiler turns into vector additions. */
  @Benchmark
  public int read() {
    int sum = 0;
    for (long i = 0; i < BYTES; i += 4) {
      sum += bytes.get(ValueLayout.JAVA_INT, i);
    }
    return sum;
  }
}
