package dev.jeton.bench.micro;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Convolution;
import dev.jeton.kernels.ConvolutionShape;
import dev.jeton.kernels.Kernels;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A convolution that keeps 64 x 64 pixels and their channels. */
public class ConvolutionBenchmark extends KernelBenchmark {
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
    x = normals(random, SIDE * SIDE * channels);
    y = new float[x.length];
    convolution =
        Convolution.of(
            ConvolutionShape.same(channels, channels, kernel, 1),
            normals(random, channels * channels * kernel * kernel),
            new float[channels],
            Activation.SILU);
  }

  @Benchmark
  public float[] conv2d() {
    Kernels.conv2d(convolution, x, SIDE, SIDE, y);
    return y;
  }
}
