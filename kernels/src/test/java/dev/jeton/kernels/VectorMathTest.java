package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions, activations, softmax, top-k. */
class VectorMathTest {
  private final Seed seed = new Seed();

  /** Interpreted first, then compiled: the order in which lanes are added is part of the result. */
  @Test
  void sumsKeepTheirBitsWhenTheyAreCompiled() {
    var a = seed.normals(67, 1);
    var b = seed.normals(67, 1);
    float dot = Kernels.dot(a, 0, b, 0, 67);
    float sum = Kernels.sum(a, 0, 67);
    float squares = Kernels.sumOfSquares(a, 0, 67);
    for (int i = 0; i < 20_000; i++) {
      assertEquals(dot, Kernels.dot(a, 0, b, 0, 67), seed);
      assertEquals(sum, Kernels.sum(a, 0, 67), seed);
      assertEquals(squares, Kernels.sumOfSquares(a, 0, 67), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 33, 64, 65, 100, 1025})
  void reductions(int n) {
    var a = seed.normals(n + 5, 1);
    var b = seed.normals(n + 5, 1);
    double dot = 0;
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      dot += (double) a[i + 2] * b[i + 3];
      squares += (double) a[i + 2] * a[i + 2];
      sum += a[i + 2];
    }
    double tolerance = 1e-5 * (1 + squares);
    assertEquals(dot, Kernels.dot(a, 2, b, 3, n), tolerance, seed);
    assertEquals(squares, Kernels.sumOfSquares(a, 2, n + 2), tolerance, seed);
    assertEquals(sum, Kernels.sum(a, 2, n + 2), tolerance, seed);
    var y = b.clone();
    Kernels.axpy(0.5f, a, 2, y, 3, n);
    var expected = b.clone();
    for (int i = 0; i < n; i++) {
      expected[i + 3] = Math.fma(0.5f, a[i + 2], b[i + 3]);
    }
    assertArrayEquals(expected, y, seed);
    Kernels.scale(3, y, 1, n + 1);
    for (int i = 1; i < n + 1; i++) {
      expected[i] *= 3;
    }
    assertArrayEquals(expected, y, seed);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activations(Activation activation) {
    for (int n : new int[] {0, 1, 7, 8, 15, 16, 17, 31, 33, 100, 1025}) {
      for (double scale : new double[] {1e-6, 1, 10, 60, 1e9}) {
        var x = seed.normals(n + 2, scale);
        var y = x.clone();
        Kernels.activate(activation, y, 1, n + 1);
        assertEquals(x[0], y[0], seed);
        assertEquals(x[n + 1], y[n + 1], seed);
        for (int i = 1; i <= n; i++) {
          float expected = ScalarKernels.activated(activation, x[i]);
          double tolerance =
              activation == Activation.EXP
                  ? 1e-6 * expected + 1.2e-38
                  : 1e-6 * Math.max(1, Math.abs(x[i]));
          if (expected != y[i]) {
            assertEquals(expected, y[i], tolerance, () -> activation + ", " + seed.get());
          }
        }
      }
    }
  }

  @Test
  void exponentialAtItsEnds() {
    var x =
        new float[] {
          0, -0f, 88.7f, 88.73f, 1e30f, -87.3f, -87.4f, -200, -1e30f, 1, 0, 0, 0, 0, 0, 0, 0
        };
    x[10] = Float.NaN;
    x[11] = Float.POSITIVE_INFINITY;
    x[12] = Float.NEGATIVE_INFINITY;
    var y = x.clone();
    Kernels.activate(Activation.EXP, y, 0, y.length);
    for (int i = 0; i < x.length; i++) {
      float expected = (float) Math.exp(x[i]);
      assertEquals(expected, y[i], Float.isFinite(expected) ? 1e-6f * expected + 1.2e-38f : 0);
    }
    double worst = 0;
    for (float from = -87; from < 88; from += 0.25f) {
      for (int i = 0; i < x.length; i++) {
        x[i] = from + (float) seed.random().nextDouble(0.25);
      }
      y = x.clone();
      Kernels.activate(Activation.EXP, y, 0, y.length);
      for (int i = 0; i < x.length; i++) {
        worst = Math.max(worst, Math.abs(y[i] / Math.exp(x[i]) - 1));
      }
    }
    assertTrue(worst < 1.5e-7, worst + ", " + seed.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 15, 16, 17, 31, 33, 100, 1025})
  void softmax(int n) {
    for (float scale : new float[] {1, 100, 1e30f}) {
      var x = seed.normals(n, scale);
      double max = IntStream.range(0, n).mapToDouble(i -> x[i]).max().orElseThrow();
      double sum = IntStream.range(0, n).mapToDouble(i -> Math.exp(x[i] - max)).sum();
      double log = max + Math.log(sum);
      assertEquals(log, Kernels.logSumExp(x, 0, n), 1e-6 * Math.max(1, Math.abs(log)), seed);
      var y = x.clone();
      Kernels.softmax(y, 0, n);
      for (int i = 0; i < n; i++) {
        assertEquals(Math.exp(x[i] - max) / sum, y[i], 1e-5, seed);
      }
      assertEquals(1, Kernels.sum(y, 0, n), 1e-5, seed);
    }
  }

  @Test
  void softmaxOfForbiddenAndOfNothing() {
    var x = new float[] {1, Float.NEGATIVE_INFINITY, 1};
    Kernels.softmax(x, 0, 3);
    assertArrayEquals(new float[] {0.5f, 0, 0.5f}, x);
    Kernels.softmax(x, 1, 1);
    assertArrayEquals(new float[] {0.5f, 0, 0.5f}, x);
    assertEquals(Float.NEGATIVE_INFINITY, Kernels.logSumExp(x, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 33, 100, 1025})
  void topK(int n) {
    for (int k : new int[] {1, 2, 5, 40, 2000}) {
      var x = new float[n + 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = seed.random().nextInt(30) == 0 ? Float.NaN : seed.random().nextInt(-20, 20);
      }
      int[] expected =
          IntStream.range(2, n + 2)
              .filter(i -> !Float.isNaN(x[i]))
              .boxed()
              .sorted(Comparator.<Integer, Float>comparing(i -> -x[i]).thenComparing(i -> i))
              .limit(k)
              .mapToInt(i -> i)
              .toArray();
      var indices = new int[k];
      var values = new float[k];
      int count = Kernels.topK(x, 2, n + 2, k, indices, values);
      assertArrayEquals(expected, Arrays.copyOf(indices, count), seed);
      for (int i = 0; i < count; i++) {
        assertEquals(x[expected[i]], values[i], seed);
      }
    }
  }

  @Test
  void rangesAreChecked() {
    var x = new float[4];
    assertThrows(IllegalArgumentException.class, () -> Kernels.softmax(x, 2, 5));
    assertThrows(IllegalArgumentException.class, () -> Kernels.dot(x, new float[3]));
    assertThrows(IllegalArgumentException.class, () -> Kernels.dot(x, 2, x, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> Kernels.sum(x, -1, 3));
  }
}
