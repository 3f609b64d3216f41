package dev.jeton.bench.micro;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/** Loops over 4096 numbers. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VectorMathBenchmark extends KernelBenchmark {
  private static final int SIZE = 4096;

  private float[] a = {};
  private float[] b = {};
  private final int[] indices = new int[40];
  private final float[] values = new float[40];

  @Setup
  public void data() {
    var random = new SplittableRandom(1);
    a = normals(random, SIZE);
    b = normals(random, SIZE);
  }

  @Benchmark
  public float dot() {
    return Kernels.dot(a, b);
  }

  @Benchmark
  public int topK() {
    return Kernels.topK(a, 0, SIZE, 40, indices, values);
  }

  @Benchmark
  public float logSumExp() {
    return Kernels.logSumExp(a, 0, SIZE);
  }

  @Benchmark
  public float[] silu() {
    System.arraycopy(a, 0, b, 0, SIZE);
    Kernels.activate(Activation.SILU, b, 0, SIZE);
    return b;
  }
}
