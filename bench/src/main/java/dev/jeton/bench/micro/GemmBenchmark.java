package dev.jeton.bench.micro;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
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

/** Product of two n x n matrices. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class GemmBenchmark {
  @Param({"64", "512", "1024"})
  int n;

  private MatrixView a = MatrixView.of(new float[0], 0, 0);
  private MatrixView b = a;
  private MatrixView c = a;
  private MatrixPanels panels = MatrixPanels.of(a);

  @Setup
  public void data() {
    var random = new SplittableRandom(1);
    a = MatrixView.of(NearestBenchmark.normals(random, n * n), n, n);
    b = MatrixView.of(NearestBenchmark.normals(random, n * n), n, n);
    c = MatrixView.of(new float[n * n], n, n);
    panels = MatrixPanels.of(b);
  }

  @Benchmark
  public MatrixView product() {
    Kernels.gemm(a, b, c, false);
    return c;
  }

  @Benchmark
  public MatrixView packed() {
    Kernels.gemm(a, panels, c, false);
    return c;
  }
}
