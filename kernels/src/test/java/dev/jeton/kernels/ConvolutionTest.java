package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions against sums in double precision and against the scalar twin. */
class ConvolutionTest {
  private final Seed seed = new Seed();

  static Stream<ConvolutionShape> shapes() {
    return Stream.of(
        ConvolutionShape.same(3, 8, 3, 1),
        ConvolutionShape.same(3, 40, 7, 2),
        ConvolutionShape.same(1, 1, 1, 1),
        ConvolutionShape.same(17, 33, 1, 1),
        ConvolutionShape.same(64, 32, 1, 2),
        ConvolutionShape.same(32, 33, 3, 1),
        ConvolutionShape.same(33, 3, 3, 1),
        ConvolutionShape.same(100, 17, 3, 2),
        new ConvolutionShape(64, 16, 4, 4, 4, 0, 0),
        new ConvolutionShape(5, 16, 2, 2, 2, 0, 0),
        new ConvolutionShape(70, 4, 1, 5, 1, 0, 2),
        new ConvolutionShape(30, 4, 5, 3, 3, 4, 0));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void equalsTheSums(ConvolutionShape shape) {
    check(shape, 1, 1);
    check(shape, 5, 7);
    check(shape, 13, 4);
    check(shape, 3, 205);
  }

  private void check(ConvolutionShape shape, int height, int width) {
    int taps = shape.kernelHeight() * shape.kernelWidth();
    var weights = seed.normals(shape.outChannels() * shape.inChannels() * taps, 0.1);
    var bias = seed.normals(shape.outChannels(), 1);
    var x = seed.normals(height * width * shape.inChannels(), 1);
    int size = shape.outHeight(height) * shape.outWidth(width) * shape.outChannels();
    var y = new float[size];
    for (var activation : new Activation[] {Activation.NONE, Activation.SILU}) {
      Arrays.fill(y, Float.NaN);
      Kernels.conv2d(Convolution.of(shape, weights, bias, activation), x, height, width, y);
      var expected = new float[size];
      var scalar = new ScalarKernels();
      scalar.conv2d(
          Convolution.of(scalar.panelShape(), shape, weights, bias, activation),
          x,
          0,
          height,
          width,
          expected,
          0,
          0,
          shape.outHeight(height));
      assertArrayEquals(expected, y, 1e-4f, seed);
    }
    for (int i = 0; i < size; i += 7) {
      int o = i % shape.outChannels();
      int column = i / shape.outChannels() % shape.outWidth(width);
      int row = i / shape.outChannels() / shape.outWidth(width);
      double sum = naive(shape, weights, x, height, width, row, column, o) + bias[o];
      assertEquals(sum / (1 + Math.exp(-sum)), y[i], 1e-4, seed);
    }
  }

  private static double naive(
      ConvolutionShape s,
      float[] weights,
      float[] x,
      int height,
      int width,
      int row,
      int column,
      int o) {
    double sum = 0;
    for (int c = 0; c < s.inChannels(); c++) {
      for (int ky = 0; ky < s.kernelHeight(); ky++) {
        for (int kx = 0; kx < s.kernelWidth(); kx++) {
          int iy = row * s.stride() + ky - s.paddingHeight();
          int ix = column * s.stride() + kx - s.paddingWidth();
          if (iy >= 0 && iy < height && ix >= 0 && ix < width) {
            int tap = ((o * s.inChannels() + c) * s.kernelHeight() + ky) * s.kernelWidth() + kx;
            sum += (double) weights[tap] * x[(iy * width + ix) * s.inChannels() + c];
          }
        }
      }
    }
    return sum;
  }

  @Test
  void rowsCanBeMadeOneByOneAnywhereInAnArray() {
    for (var shape :
        new ConvolutionShape[] {
          ConvolutionShape.same(24, 20, 3, 2),
          ConvolutionShape.same(9, 20, 3, 1),
          ConvolutionShape.same(9, 20, 1, 1)
        }) {
      int in = shape.inChannels();
      var convolution =
          Convolution.of(
              shape,
              seed.normals(20 * in * shape.kernelHeight() * shape.kernelWidth(), 0.1),
              new float[20],
              Activation.RELU);
      var x = seed.normals(11 * 9 * in, 1);
      int rows = shape.outHeight(11);
      int row = shape.outWidth(9) * 20;
      var whole = new float[rows * row];
      Kernels.conv2d(convolution, x, 11, 9, whole);
      var shifted = new float[x.length + 5];
      System.arraycopy(x, 0, shifted, 5, x.length);
      for (int r = 0; r < rows; r++) {
        var y = new float[whole.length + 3];
        Kernels.conv2d(convolution, shifted, 5, 11, 9, y, 3, r, r + 1);
        var expected = new float[y.length];
        System.arraycopy(whole, r * row, expected, 3 + r * row, row);
        assertArrayEquals(expected, y, seed);
      }
    }
  }

  @Test
  void sizesAreChecked() {
    var shape = ConvolutionShape.same(2, 3, 3, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Convolution.of(shape, new float[53], new float[3], Activation.NONE));
    var convolution = Convolution.of(shape, new float[54], new float[3], Activation.NONE);
    assertThrows(
        IllegalArgumentException.class,
        () -> Kernels.conv2d(convolution, new float[31], 4, 4, new float[48]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Kernels.conv2d(convolution, new float[32], 0, 4, 4, new float[48], 0, 2, 5));
  }
}
