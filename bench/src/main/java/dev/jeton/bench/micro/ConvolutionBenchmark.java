package dev.jeton.bench.micro;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Convolution;
import dev.jeton.kernels.ConvolutionShape;
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

/** A convolution that keeps 64 x 64 pixels and their channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ConvolutionBenchmark {
  private static final int SIDE = 64;

  @Param({"64", "128", "256"})
  int channels;

  @Param({"1", "3"})
  int kernel;

  private float[] x = {};
  private float[] y = {};
  private Convolution convolution =
      Convolution.of(
          ConvolutionShape.same(1, 1, 1, 1), new float[1], new float[1], Activation.NONE);

  @Setup
  public void data() {
    var random = new SplittableRandom(1);
    x = NearestBenchmark.normals(random, SIDE * SIDE * channels);
    y = new float[x.length];
    convolution =
        Convolution.of(
            ConvolutionShape.same(channels, channels, kernel, 1),
            NearestBenchmark.normals(random, channels * channels * kernel * kernel),
            new float[channels],
            Activation.SILU);
  }

  @Benchmark
  public float[] conv2d() {
    Kernels.conv2d(convolution, x, SIDE, SIDE, y);
    return y;
  }
}
