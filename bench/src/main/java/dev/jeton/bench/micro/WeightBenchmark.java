package dev.jeton.bench.micro;

import dev.jeton.kernels.EightBitRows;
import dev.jeton.kernels.WeightKernels;
import dev.jeton.kernels.WeightRows;
import dev.jeton.kernels.WeightType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Quantised weights times activations that are rounded to int8, in the shapes of a Llama with 1 B
 * weights (rows x columns); n = 1 is a step of decoding, a few are sessions or guesses, more are a
 * prompt. Copies of the matrix, 128 MiB in all, take turns, so that weights come from memory.
 * {@link MemoryBenchmark} says how fast they can.
 */
public class WeightBenchmark extends KernelBenchmark {
  private static final long BYTES = 128L << 20;

  @Param({"Q8_0", "Q4_0", "Q4_K", "Q6_K"})
  WeightType type = WeightType.Q8_0;

  @Param({"2048x2048", "2048x8192", "8192x2048", "512x2048"})
  String shape = "";

  @Param({"1", "2", "4", "8", "16", "128"})
  int n;

  private EightBitRows[] copies = {};
  private float[] x = {};
  private float[] out = {};
  private int next;

  @Setup
  public void data() {
    int rows = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    int columns = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    var random = new SplittableRandom(1);
    long size = rows * type.bytes(columns);
    var arena = Arena.ofAuto();
    var bytes = arena.allocate(size, 64);
    for (long i = 0; i < size; i++) { // 0x20 to 0x3F: no scale is a denormal number, which is slow
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(0x20, 0x40));
    }
    var plain = new WeightRows(type, bytes, rows, columns);
    copies = new EightBitRows[(int) Math.max(1, BYTES / size)];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = EightBitRows.of(plain);
    }
    x = normals(random, n * columns);
    out = new float[n * rows];
  }

  @Benchmark
  public float[] product() {
    next = (next + 1) % copies.length;
    WeightKernels.multiply(copies[next], x, 0, n, out, 0);
    return out;
  }
}
