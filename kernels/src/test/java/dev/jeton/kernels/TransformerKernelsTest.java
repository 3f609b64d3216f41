package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention, norms, rotations and float weights against sums in double precision or the twin. */
class TransformerKernelsTest {
  private final Seed seed = new Seed();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 16, 31, 33, 64, 128})
  void attention(int dim) {
    for (int group : new int[] {0, 1, 2, 3, 4}) {
      for (int positions : new int[] {0, 1, 5, 33}) {
        int stride = dim + 5;
        var q = seed.normals(group * dim + 1, 1);
        var rows = seed.normals(positions * stride + 2, 1);
        var scores = new float[group * positions];
        var expected = new float[group * positions];
        TransformerKernels.scores(q, 1, group, dim, rows, 2, stride, positions, 0.5f, scores);
        ScalarTransformerKernels.scores(
            q, 1, group, dim, rows, 2, stride, positions, 0.5f, expected);
        assertArrayEquals(expected, scores, 1e-5f * (dim + 1), seed);
        var out = seed.normals(group * dim + 2, 1);
        var sums = out.clone();
        TransformerKernels.weightedSums(scores, group, rows, 2, stride, positions, out, 1, dim);
        ScalarTransformerKernels.weightedSums(
            scores, group, rows, 2, stride, positions, sums, 1, dim);
        assertArrayEquals(sums, out, seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 17, 64, 257})
  void normAndGate(int n) {
    var x = seed.normals(n + 1, 3);
    var weight = seed.normals(n, 1);
    var out = new float[n + 2];
    TransformerKernels.rmsNorm(x, 1, weight, 1e-5f, out, 2);
    var gate = x.clone();
    var up = seed.normals(n, 1);
    TransformerKernels.swiGlu(gate, 1, up, 0, n);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (double) x[i + 1] * x[i + 1];
    }
    for (int i = 0; i < n; i++) {
      double value = x[i + 1];
      double normed = value / Math.sqrt(squares / n + 1e-5) * weight[i];
      assertEquals(normed, out[i + 2], 1e-5 * (1 + Math.abs(normed)), seed);
      double gated = value / (1 + Math.exp(-value)) * up[i];
      assertEquals(gated, gate[i + 1], 1e-5 * (1 + Math.abs(value * up[i])), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 33, 64})
  void rotations(int pairs) {
    int heads = 3;
    int dim = 2 * pairs + 3;
    var cos = new float[pairs];
    var sin = new float[pairs];
    for (int i = 0; i < pairs; i++) {
      cos[i] = (float) Math.cos(i + 0.3);
      sin[i] = (float) Math.sin(i + 0.3);
    }
    for (boolean halves : new boolean[] {false, true}) {
      var before = seed.normals(heads * dim + 1, 1);
      var x = before.clone();
      TransformerKernels.rotate(x, 1, heads, dim, cos, sin, halves);
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < pairs; i++) {
          int first = 1 + h * dim + (halves ? i : 2 * i);
          int second = first + (halves ? pairs : 1);
          assertEquals(before[first] * cos[i] - before[second] * sin[i], x[first], 1e-6f, seed);
          assertEquals(before[first] * sin[i] + before[second] * cos[i], x[second], 1e-6f, seed);
        }
        for (int d = 2 * pairs; d < dim; d++) {
          assertEquals(before[1 + h * dim + d], x[1 + h * dim + d], seed);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightType.class,
      names = {"F32", "F16", "BF16"})
  void floatWeights(WeightType type) {
    for (int columns : new int[] {0, 1, 15, 16, 31, 32, 33, 255, 257}) {
      int rows = 5;
      int n = 3;
      var data = floats(type, seed.normals(rows * columns, 1));
      var weights = new float[rows * columns];
      WeightKernels.dequantize(type, data, 0, weights.length, weights, 0);
      var x = seed.normals(n * columns, 1);
      var out = new float[n * rows + 1];
      WeightKernels.multiply(new WeightRows(type, data, rows, columns), x, 0, n, out, 1);
      for (int i = 0; i < n * rows; i++) {
        double sum = 0;
        double size = 0;
        for (int k = 0; k < columns; k++) {
          double product = (double) weights[i % rows * columns + k] * x[i / rows * columns + k];
          sum += product;
          size += Math.abs(product);
        }
        assertEquals(sum, out[1 + i], 1e-5 * size + 1e-30, seed);
      }
    }
  }

  @Test
  void everyHalfIsRead() {
    var x = new float[64];
    x[3] = 1;
    for (int bits = 0; bits < 1 << 16; bits++) {
      var data = MemorySegment.ofArray(new byte[128]);
      data.set(WeightBlock.SHORT, 6, (short) bits);
      var out = new float[1];
      WeightKernels.multiply(new WeightRows(WeightType.F16, data, 1, 64), x, 0, 1, out, 0);
      assertEquals(Float.float16ToFloat((short) bits) + 0f, out[0]);
    }
  }

  @Test
  void sizesAreChecked() {
    var data = MemorySegment.ofArray(new byte[64]);
    assertThrows(IllegalArgumentException.class, () -> new WeightRows(WeightType.F32, data, 4, 5));
    assertThrows(
        IllegalArgumentException.class, () -> new WeightRows(WeightType.Q8_0, data, 1, 32));
    assertThrows(
        IllegalArgumentException.class, () -> new WeightRows(WeightType.Q4_0, data, 1, 31));
    var w = new WeightRows(WeightType.F32, data, 4, 4);
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.multiply(w, new float[3], 0, 1, new float[4], 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> TransformerKernels.rotate(new float[8], 0, 1, 4, new float[3], new float[3], true));
  }

  private static MemorySegment floats(WeightType type, float[] values) {
    var data = MemorySegment.ofArray(new byte[values.length * type.blockBytes()]);
    for (int i = 0; i < values.length; i++) {
      long at = (long) i * type.blockBytes();
      switch (type) {
        case F32 -> data.set(WeightBlock.INT, at, Float.floatToIntBits(values[i]));
        case F16 -> data.set(WeightBlock.SHORT, at, Float.floatToFloat16(values[i]));
        default -> data.set(WeightBlock.SHORT, at, (short) (Float.floatToIntBits(values[i]) >> 16));
      }
    }
    return data;
  }
}
