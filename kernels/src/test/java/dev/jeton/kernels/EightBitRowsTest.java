package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole-number products: exact sums, and the product of the numbers they stand for. */
class EightBitRowsTest {
  private final Seed seed = new Seed();
  private final SplittableRandom random = seed.random();

  /** With scales that are powers of two, floats hold every sum exactly, in any order. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void sumsAreExact(WeightType type) {
    for (int rows : new int[] {0, 1, 2, 17}) {
      for (int columns : columns(type)) {
        var w = weights(type, rows, columns, true);
        for (int extreme : new int[] {0, 127, -127}) {
          var x = new float[columns + 1];
          for (int k = 0; k < columns; k++) {
            x[k + 1] = k % 32 == 5 || extreme != 0 ? 127 : random.nextInt(-127, 128);
            x[k + 1] *= extreme < 0 ? -1 : 1;
          }
          var expected = new float[rows];
          for (int r = 0; r < rows; r++) {
            expected[r] = (float) exact(w, r, x, 1);
          }
          assertArrayEquals(expected, product(w, x), () -> type + " " + seed.get());
          assertArrayEquals(expected, scalar(2, w, x, 1, 1), () -> type + " " + seed.get());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void isTheProductOfRoundedNumbers(WeightType type) {
    for (int columns : columns(type)) {
      int rows = 13;
      var w = weights(type, rows, columns, false);
      var x = seed.normals(columns + 1, 3);
      var rounded = x.clone();
      for (int k = 0; k < columns; k++) {
        float largest = largest(x, 1 + k / 32 * 32);
        rounded[k + 1] = largest / 127 * (float) Math.rint(x[k + 1] * (127 / largest));
      }
      var found = product(w, x);
      for (int r = 0; r < rows; r++) {
        assertEquals(exact(w, r, rounded, 1), found[r], 1e-3, () -> type + " " + seed.get());
      }
    }
  }

  /** However many vectors and lanes there are at once, each has the bits that it has alone. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void equalsTheTwinToTheBit(WeightType type) {
    for (int rows : new int[] {1, 15, 16, 37}) {
      int columns = columns(type)[random.nextInt(1, 5)];
      var w = weights(type, rows, columns, false);
      int most = 18;
      var x = seed.normals(most * columns + 1, 3);
      var expected = scalar(random.nextInt(1, 20), w, x, 1, most);
      var arranged = EightBitRows.of(w);
      for (int n = 1; n <= most; n++) {
        var found = new float[n * rows + 1];
        WeightKernels.multiply(arranged, x, 1, n, found, 1);
        for (int i = 0; i < n * rows; i++) {
          assertEquals(expected[i], found[i + 1], type + " of " + n + ", " + seed.get());
        }
      }
      var found = new float[most * rows];
      WeightKernels.multiply(EightBitRows.of(w, Arena.ofAuto()), x, 1, most, found, 0);
      assertArrayEquals(expected, found, () -> type + " outside the heap, " + seed.get());
      var inPlace = EightBitRows.inPlace(w);
      for (int n = 1; n <= most; n += 1 + random.nextInt(6)) {
        var few = new float[n * rows];
        WeightKernels.multiply(inPlace, x, 1, n, few, 0);
        assertArrayEquals(
            Arrays.copyOf(expected, n * rows), few, () -> type + " in place, " + seed.get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void extremeCodesDoNotOverflow(WeightType type) {
    int columns = 2 * type.blockValues();
    for (int fill : new int[] {0x00, 0x80, 0x7F, 0xFF, 0x88, 0x0F}) {
      var w = weights(type, 17, columns, true);
      for (long at = 0; at < w.data().byteSize(); at += type.blockBytes()) {
        int head = type == WeightType.Q6_K ? 0 : type == WeightType.Q4_K ? 16 : 2;
        int end = type == WeightType.Q6_K ? 192 : type.blockBytes();
        w.data().asSlice(at + head, end - head).fill((byte) fill);
      }
      for (float sign : new float[] {1, -1}) {
        var x = new float[7 * columns + 1];
        Arrays.fill(x, sign * 127);
        var found = new float[7 * 17];
        WeightKernels.multiply(EightBitRows.of(w), x, 1, 7, found, 0);
        for (int i = 0; i < found.length; i++) {
          assertEquals((float) exact(w, i % 17, x, 1), found[i], type + " " + fill);
        }
      }
    }
  }

  /** Halves are rounded to even; blocks may be tiny, huge or no numbers. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void vectorsAreRoundedAsTheTwinRounds(WeightType type) {
    int columns = 2 * type.blockValues();
    var rows = EightBitRows.of(weights(type, 1, columns, true));
    for (int n = 1; n <= 7; n++) {
      var x = seed.normals(n * columns + 1, 3);
      for (int k = 0; k < x.length; k += 32) {
        int kind = random.nextInt(8);
        float size = kind == 0 ? 1e-35f : kind == 1 ? 1e30f : 1;
        for (int i = k; i < Math.min(x.length, k + 32); i++) {
          x[i] = kind == 2 ? random.nextInt(-254, 255) / 2f : size * x[i];
        }
        x[k] = kind == 2 ? 127 : kind == 3 ? Float.NEGATIVE_INFINITY : x[k];
      }
      var found = new EightBitVectors();
      found.set(rows, x, 1, n);
      var expected = new EightBitVectors();
      expected.set(rows, new float[n * columns], 0, n);
      for (int i = 0; i < n; i++) {
        ScalarEightBitKernels.round(expected, rows, x, 1 + i * columns, i);
      }
      assertArrayEquals(expected.codes(), found.codes(), () -> type + " " + seed.get());
      assertArrayEquals(expected.scales(), found.scales(), () -> type + " " + seed.get());
      assertArrayEquals(expected.starts(), found.starts(), () -> type + " " + seed.get());
      assertArrayEquals(expected.sums(), found.sums(), () -> type + " " + seed.get());
    }
  }

  @Test
  void sizesAreChecked() {
    var w = EightBitRows.of(weights(WeightType.Q4_0, 4, 64, false));
    var x = new float[128];
    for (int[] bad : new int[][] {{127, 8, 0, 2, 0}, {128, 7, 0, 2, 0}, {128, 8, 1, 2, 0}}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              WeightKernels.multiply(
                  w, Arrays.copyOf(x, bad[0]), bad[2], bad[3], new float[bad[1]], bad[4]));
    }
    assertThrows(
        IllegalArgumentException.class, () -> WeightKernels.multiply(w, x, -1, 1, new float[4], 0));
    var blocks = weights(WeightType.Q4_0, 4, 64, false).data();
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.dequantize(WeightType.Q4_0, blocks, 130, 64, new float[64], 0));
  }

  /** A copy that is made by one thread is the same; one that is stopped is none. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void aCopyCanBeStopped(WeightType type) {
    int columns = 2 * type.blockValues();
    var w = weights(type, 67, columns, false);
    var x = seed.normals(columns + 1, 3);
    var found = new float[67 + 1];
    try (var arena = Arena.ofShared()) {
      for (var copy :
          List.of(EightBitRows.copy(w, () -> false), EightBitRows.copy(w, arena, () -> false))) {
        WeightKernels.multiply(copy.orElseThrow(), x, 1, 1, found, 1);
        assertArrayEquals(product(w, x), Arrays.copyOfRange(found, 1, 68), seed);
      }
      var asked = new AtomicInteger();
      assertTrue(EightBitRows.copy(w, () -> asked.incrementAndGet() == 3).isEmpty());
      assertEquals(3, asked.get());
      assertTrue(EightBitRows.copy(w, arena, () -> true).isEmpty());
    }
  }

  private static float[] scalar(int lanes, WeightRows w, float[] x, int from, int n) {
    var rows = EightBitRows.of(lanes, w);
    var vectors = new EightBitVectors();
    vectors.set(rows, x, from, n);
    var out = new float[n * w.rows()];
    ScalarEightBitKernels.multiply(rows, vectors, 0, rows.panels(), out, 0);
    return out;
  }

  @Test
  void whatIsNoNumberShowsOrIsRefused() {
    var w = weights(WeightType.Q4_0, 3, 64, false);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      var x = seed.normals(65, 1);
      x[40] = bad;
      for (float product : product(w, x)) {
        assertTrue(Float.isNaN(product), seed);
      }
    }
    var tiny = new float[65];
    Arrays.fill(tiny, 1e-40f);
    assertArrayEquals(new float[3], product(w, tiny));
    w.data().set(WeightBlock.SHORT, 18 * 3, (short) 0x7C00);
    var inPlace = EightBitRows.inPlace(w);
    for (var refused :
        List.<Executable>of(
            () -> EightBitRows.of(w),
            () -> EightBitRows.copy(w, () -> false),
            () -> WeightKernels.multiply(inPlace, tiny, 1, 1, new float[3], 0))) {
      var e = assertThrows(ScaleException.class, refused);
      assertTrue(String.valueOf(e.getMessage()).contains("row 1, block 1"), e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> EightBitRows.inPlace(weights(WeightType.F16, 1, 256, false)));
    assertThrows(
        IllegalArgumentException.class,
        () -> EightBitRows.of(weights(WeightType.F16, 1, 256, false)));
  }

  private static float[] product(WeightRows w, float[] x) {
    var out = new float[w.rows() + 1];
    WeightKernels.multiply(EightBitRows.of(w), x, 1, 1, out, 1);
    return Arrays.copyOfRange(out, 1, out.length);
  }

  private static double exact(WeightRows w, int row, float[] x, int from) {
    var values = new float[w.columns()];
    ScalarRowKernels.decode(
        w.type(), w.data(), row * w.type().bytes(w.columns()), w.columns(), values, 0);
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += (double) values[k] * x[from + k];
    }
    return sum;
  }

  private static int[] columns(WeightType type) {
    int block = type.blockValues();
    return new int[] {0, block, 3 * block, 512, 1024 + block};
  }

  private WeightRows weights(WeightType type, int rows, int columns, boolean plain) {
    var bytes = new byte[Math.toIntExact(rows * type.bytes(columns))];
    random.nextBytes(bytes);
    var segment = MemorySegment.ofArray(bytes);
    for (long at = 0; at < bytes.length; at += type.blockBytes()) {
      double size = random.nextInt(4) == 0 ? 1e-6 : type == WeightType.Q6_K ? 1e-4 : 1e-2;
      short one =
          plain ? (short) 0x3C00 : Float.floatToFloat16((float) (random.nextGaussian() * size));
      segment.set(WeightBlock.SHORT, type == WeightType.Q6_K ? at + 208 : at, one);
      if (type == WeightType.Q4_K) {
        segment.set(WeightBlock.SHORT, at + 2, one);
        if (plain) {
          segment.asSlice(at + 4, 12).fill((byte) 1); // floats hold all whole numbers up to 2^24
        }
      } else if (type == WeightType.Q6_K && plain) {
        segment.asSlice(at + 192, 16).fill((byte) (random.nextBoolean() ? 1 : -1));
      }
    }
    return new WeightRows(type, segment, rows, columns);
  }

  private static float largest(float[] x, int from) {
    float largest = 0;
    for (int k = from; k < from + 32; k++) {
      largest = Math.max(largest, Math.abs(x[k]));
    }
    return largest;
  }
}
