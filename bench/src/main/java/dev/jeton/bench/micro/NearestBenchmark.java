package dev.jeton.bench.micro;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The nearest of {@code size} codes for 4096 vectors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class NearestBenchmark {
  private static final int VECTORS = 4096;

  @Param({"8", "32", "256"})
  int dim;

  @Param({"1024"})
  int size;

  private float[] z = {};
  private int[] ids = {};
  private CodePanels codes = CodePanels.of(new float[1], 1, 1);

  @Setup
  public void data() {
    var random = new SplittableRandom(1);
    z = normals(random, VECTORS * dim);
    codes = CodePanels.of(normals(random, size * dim), size, dim);
    ids = new int[VECTORS];
  }

  @Benchmark
  public int[] nearest() {
    Kernels.nearest(z, VECTORS, codes, ids);
    return ids;
  }

  static float[] normals(SplittableRandom random, int n) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
