package dev.jeton.bench.micro;

import dev.jeton.kernels.Kernels;
import dev.jeton.kernels.MatrixPanels;
import dev.jeton.kernels.MatrixView;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Product of two n x n matrices. */
public class GemmBenchmark extends KernelBenchmark {
  @Param({"64", "512", "1024"})
  int n;

  private MatrixView a = MatrixView.of(new float[0], 0, 0);
  private MatrixView b = a;
  private MatrixView c = a;
  private MatrixPanels panels = MatrixPanels.of(a);

  @Setup
  public void data() {
    var random = new SplittableRandom(1);
    a = MatrixView.of(normals(random, n * n), n, n);
    b = MatrixView.of(normals(random, n * n), n, n);
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
