package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights where they lie: read as the twin reads them, multiplied as exact arithmetic would. */
class WeightRowsTest {
  private final Seed seed = new Seed();
  private final SplittableRandom random = seed.random();

  @ParameterizedTest
  @EnumSource(WeightType.class)
  void readsWhatTheTwinReads(WeightType type) {
    for (int columns : columns(type)) {
      var w = weights(type, 3, columns);
      var expected = new float[3 * columns];
      ScalarRowKernels.decode(type, w.data(), 0, 3 * columns, expected, 0);
      var found = new float[3 * columns];
      for (int r = 0; r < 3; r++) {
        int half = columns / 512 * 256;
        w.read(r, 0, half, found, r * columns);
        w.read(r, half, columns - half, found, r * columns + half);
      }
      for (int i = 0; i < found.length; i++) {
        float bound = type == WeightType.Q4_K ? 1e-6f * Math.max(1, Math.abs(expected[i])) : 0;
        assertEquals(expected[i], found[i], bound, () -> type + ", " + seed.get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightType.class)
  void productsAreThoseOfTheNumbers(WeightType type) {
    for (int columns : columns(type)) {
      for (int rows : new int[] {0, 1, 3, 4, 5, 97}) {
        var w = weights(type, rows, columns);
        for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 12, 13, 33, 41, 50}) {
          check(w, n);
        }
      }
    }
  }

  @Test
  void moreThanOneDepthAndBlock() {
    check(weights(WeightType.Q8_0, 203, 2304), 1);
    check(weights(WeightType.Q8_0, 203, 2304), 5);
    check(weights(WeightType.Q4_0, 203, 2304), 67);
  }

  private void check(WeightRows w, int n) {
    int columns = w.columns();
    int rows = w.rows();
    var weights = new float[rows * columns];
    ScalarRowKernels.decode(w.type(), w.data(), 0, weights.length, weights, 0);
    var x = seed.normals(n * columns + 3, 1);
    var out = new float[n * rows + 2];
    out[0] = 5;
    out[n * rows + 1] = 6;
    WeightKernels.multiply(w, x, 3, n, out, 1);
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        double size = 0;
        for (int k = 0; k < columns; k++) {
          double product = (double) weights[r * columns + k] * x[3 + i * columns + k];
          sum += product;
          size += Math.abs(product);
        }
        int at = 1 + i * rows + r;
        assertEquals(
            sum,
            out[at],
            1e-5 * size + 1e-30 + 1e-4 * extra(w.type()),
            () -> w.type() + ", " + n + " vectors, " + seed.get());
      }
    }
    assertArrayEquals(new float[] {5, 6}, new float[] {out[0], out[n * rows + 1]});
  }

  /** Of Q4_K a weight is a difference of two numbers that may be much larger. */
  private static double extra(WeightType type) {
    return type == WeightType.Q4_K ? 1 : 0;
  }

  @Test
  void aSourceOfOnesOwnWillDo() {
    var plain = weights(WeightType.F32, 9, 300);
    var own =
        new WeightSource() {
          @Override
          public int rows() {
            return 9;
          }

          @Override
          public int columns() {
            return 300;
          }

          @Override
          public void read(int row, int column, int n, float[] out, int at) {
            plain.read(row, column, n, out, at);
          }
        };
    for (int n : new int[] {1, 4, 20}) {
      var x = seed.normals(n * 300, 1);
      var expected = new float[n * 9];
      WeightKernels.multiply(plain, x, 0, n, expected, 0);
      var found = new float[n * 9];
      WeightKernels.multiply(own, x, 0, n, found, 0);
      assertArrayEquals(expected, found, 1e-4f, seed);
    }
  }

  @Test
  void sizesAreChecked() {
    var w = weights(WeightType.Q8_0, 4, 64);
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.multiply(w, new float[63], 0, 1, new float[4], 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.multiply(w, new float[64], 0, 1, new float[4], 1));
    assertThrows(IllegalArgumentException.class, () -> w.read(0, 0, 64, new float[63], 0));
  }

  private static int[] columns(WeightType type) {
    if (type.isFloat()) {
      return new int[] {0, 1, 15, 16, 31, 32, 33, 255, 257, 1025};
    }
    int block = type.blockValues();
    return new int[] {0, block, 3 * block, 1024 + block};
  }

  /** Random codes, scales around 0.01 of both signs. */
  private WeightRows weights(WeightType type, int rows, int columns) {
    var bytes = new byte[Math.toIntExact(rows * type.bytes(columns))];
    random.nextBytes(bytes);
    var segment = MemorySegment.ofArray(bytes);
    for (long at = 0; at < bytes.length; at += type.blockBytes()) {
      switch (type) {
        case F32 -> segment.set(WeightBlock.INT, at, Float.floatToIntBits(small()));
        case F16 -> segment.set(WeightBlock.SHORT, at, Float.floatToFloat16(small()));
        case BF16 ->
            segment.set(WeightBlock.SHORT, at, (short) (Float.floatToIntBits(small()) >> 16));
        case Q6_K -> segment.set(WeightBlock.SHORT, at + 208, Float.floatToFloat16(small()));
        default -> {
          segment.set(WeightBlock.SHORT, at, Float.floatToFloat16(small()));
          if (type == WeightType.Q4_K) {
            segment.set(WeightBlock.SHORT, at + 2, Float.floatToFloat16(small()));
          }
        }
      }
    }
    return new WeightRows(type, segment, rows, columns);
  }

  private float small() {
    return (float) (random.nextGaussian() * 0.01);
  }
}
