package dev.jeton.bench.micro;

import dev.jeton.kernels.CodePanels;
import dev.jeton.kernels.Kernels;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The nearest of {@code size} codes for 4096 vectors. */
public class NearestBenchmark extends KernelBenchmark {
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
}
