package dev.jeton.bench.micro;

import dev.jeton.kernels.QuantizedActivations;
import dev.jeton.kernels.WeightKernels;
import dev.jeton.kernels.WeightPanels;
import dev.jeton.kernels.WeightType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Quantised weights times activations, in the shapes of a Llama with 1 B weights (rows x columns);
 * n = 1 is a step of decoding, more are a prompt. Copies of the matrix, 128 MiB in all, take turns,
 * so that weights come from memory. {@link MemoryBenchmark} says how fast they can.
 */
public class WeightBenchmark extends KernelBenchmark {
  private static final long BYTES = 128L << 20;

  @Param({"Q8_0", "Q4_0", "Q4_K", "Q6_K"})
  WeightType type = WeightType.Q8_0;

  @Param({"2048x2048", "2048x8192", "8192x2048", "512x2048"})
  String shape = "";

  @Param({"1", "32", "128"})
  int n;

  private WeightPanels[] copies = {};
  private MemorySegment bytes = MemorySegment.NULL;
  private final QuantizedActivations x = new QuantizedActivations();
  private float[] out = {};
  private int next;

  @Setup
  public void data() {
    int rows = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    int columns = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    var random = new SplittableRandom(1);
    long size = rows * type.bytes(columns);
    var arena = Arena.ofAuto();
    bytes = arena.allocate(size, 64);
    for (long i = 0; i < size; i++) { // bytes below 0x78 are finite scales wherever they lie
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(0x78));
    }
    copies = new WeightPanels[(int) Math.max(1, BYTES / size)];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = WeightPanels.of(type, bytes, rows, columns, arena);
    }
    WeightKernels.quantize(normals(random, n * columns), 0, n, columns, x);
    out = new float[n * rows];
  }

  @Benchmark
  public float[] product() {
    next = (next + 1) % copies.length;
    WeightKernels.multiply(copies[next], x, out, 0);
    return out;
  }
}
