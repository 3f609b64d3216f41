package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products with quantised weights: the twin's bits, and the product of the numbers they mean. */
class WeightKernelsTest {
  private final Seed seed = new Seed();
  private final SplittableRandom random = seed.random();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void equalsTheTwinToTheBit(WeightType type) {
    for (int rows : new int[] {0, 1, 15, 16, 17, 31, 32, 33, 65, 255, 257}) {
      for (int blocks : new int[] {0, 1, 2, 3}) {
        var w = blocks(type, rows, blocks);
        for (int n : new int[] {0, 1, 3, 4, 5, 9}) {
          check(type, w, rows, blocks * type.blockValues(), n, 1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void isTheProductOfTheNumbers(WeightType type) {
    int rows = 37;
    int columns = 512;
    int n = 6;
    var w = blocks(type, rows, columns / type.blockValues());
    var weights = new float[rows * columns];
    WeightKernels.dequantize(type, w, 0, rows * columns, weights, 0);
    var x = seed.normals(n * columns, 3);
    var out = new float[n * rows];
    WeightKernels.multiply(WeightPanels.of(type, w, rows, columns, Arena.ofAuto()), x, n, out);
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        double bound = 0;
        for (int k = 0; k < columns; k++) {
          double weight = weights[r * columns + k];
          sum += weight * x[i * columns + k];
          bound += Math.abs(weight) * largest(x, i * columns + k / 32 * 32) / 254;
        }
        assertEquals(sum, out[i * rows + r], bound * 1.001 + 1e-4, seed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "Q.*")
  void extremeCodesDoNotOverflow(WeightType type) {
    for (int fill : new int[] {0x00, 0x80, 0x7F, 0xFF, 0x88, 0x11}) {
      int rows = 33;
      var w = blocks(type, rows, 2);
      w.fill((byte) fill);
      for (long b = 0; b < 2L * rows; b++) {
        setScales(type, w, b * type.blockBytes(), (short) 0x3C00, (short) 0x3C00);
      }
      for (float sign : new float[] {1, -1}) {
        var x = new float[5 * 2 * type.blockValues()];
        Arrays.fill(x, sign * 127);
        compare(type, w, rows, 2 * type.blockValues(), 5, x);
      }
    }
  }

  @Test
  void knownValues() {
    var w = MemorySegment.ofArray(new byte[34]);
    setScales(WeightType.Q8_0, w, 0, (short) 0x4000, (short) 0); // 2
    w.set(ValueLayout.JAVA_BYTE, 2, (byte) -128);
    w.set(ValueLayout.JAVA_BYTE, 33, (byte) 127);
    var x = new float[32];
    x[0] = 127;
    x[31] = -64;
    var out = new float[1];
    WeightKernels.multiply(WeightPanels.of(WeightType.Q8_0, w, 1, 32, Arena.ofAuto()), x, 1, out);
    assertEquals(2 * (-128 * 127 - 127 * 64), out[0]);
  }

  @Test
  void scalesAreSmallZeroOrRefused() {
    int columns = 64;
    for (int scale : new int[] {0, 0x8000, 1, 0x83FF, 0x0400, 0x7BFF, 0xFBFF}) {
      var w = blocks(WeightType.Q8_0, 5, 2);
      setScales(WeightType.Q8_0, w, 34, (short) scale, (short) 0);
      check(WeightType.Q8_0, w, 5, columns, 1, 1e3);
    }
    for (int scale : new int[] {0x7C00, 0xFC00, 0x7E00}) {
      var w = blocks(WeightType.Q4_K, 3, 1);
      setScales(WeightType.Q4_K, w, 144, (short) 0x3C00, (short) scale);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> WeightPanels.of(WeightType.Q4_K, w, 3, 256, Arena.ofAuto()));
      assertTrue(String.valueOf(e.getMessage()).contains("row 1, block 0"), e.getMessage());
    }
  }

  @Test
  void activationsThatAreNoNumbersShow() {
    var w = WeightPanels.of(WeightType.Q8_0, blocks(WeightType.Q8_0, 3, 2), 3, 64, Arena.ofAuto());
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      var x = seed.normals(2 * 64, 1);
      x[70] = bad;
      var out = new float[6];
      WeightKernels.multiply(w, x, 2, out);
      assertTrue(Float.isFinite(out[0]) && Float.isNaN(out[3]) && Float.isNaN(out[5]), seed);
    }
    var out = new float[3];
    var tiny = new float[64];
    Arrays.fill(tiny, 1e-40f);
    WeightKernels.multiply(w, tiny, 1, out);
    assertArrayEquals(new float[3], out);
  }

  @Test
  void sizesAreChecked() {
    var w = blocks(WeightType.Q4_0, 4, 2);
    var arena = Arena.ofAuto();
    assertThrows(
        IllegalArgumentException.class, () -> WeightPanels.of(WeightType.Q4_0, w, 5, 64, arena));
    assertThrows(
        IllegalArgumentException.class, () -> WeightPanels.of(WeightType.Q4_0, w, 4, 63, arena));
    assertThrows(
        IllegalArgumentException.class, () -> WeightPanels.of(WeightType.F32, w, 4, 9, arena));
    var panels = WeightPanels.of(WeightType.Q4_0, w, 4, 64, arena);
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.multiply(panels, new float[63], 1, new float[4]));
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.multiply(panels, new float[64], 1, new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightKernels.dequantize(WeightType.Q4_0, w, 130, 64, new float[64], 0));
  }

  private void check(
      WeightType type, MemorySegment w, int rows, int columns, int n, double magnitude) {
    compare(type, w, rows, columns, n, seed.normals(n * columns, magnitude));
  }

  /** Also: each row alone, into the middle of a larger array, and panels of the twin's own. */
  private void compare(WeightType type, MemorySegment w, int rows, int columns, int n, float[] x) {
    var arena = Arena.ofAuto();
    var panels = WeightPanels.of(type, w, rows, columns, arena);
    var activations = new QuantizedActivations();
    WeightKernels.quantize(x, 0, n, columns, activations);
    var out = new float[n * rows + 2];
    WeightKernels.multiply(panels, activations, out, 1);
    var expected = new float[n * rows + 2];
    var scalar = new QuantizedActivations();
    scalar.resize(n, columns);
    for (int i = 0; i < n; i++) {
      ScalarWeightKernels.quantize(x, i * columns, scalar, i);
    }
    var own = WeightPanels.of(8, type, w, rows, columns, arena);
    ScalarWeightKernels.multiply(own, scalar, 0, own.panels(), expected, 1);
    assertArrayEquals(expected, out, () -> type + ", " + rows + " rows, " + seed.get());
    for (int i = 0; i < n; i++) {
      var one = new float[rows];
      WeightKernels.multiply(panels, Arrays.copyOfRange(x, i * columns, (i + 1) * columns), 1, one);
      assertArrayEquals(Arrays.copyOfRange(out, 1 + i * rows, 1 + (i + 1) * rows), one, seed);
    }
  }

  /** Random codes, scales around 0.01 of both signs. */
  private MemorySegment blocks(WeightType type, int rows, int blocks) {
    var bytes = new byte[rows * blocks * type.blockBytes()];
    random.nextBytes(bytes);
    var segment = MemorySegment.ofArray(bytes);
    for (int b = 0; b < rows * blocks; b++) {
      setScales(
          type,
          segment,
          (long) b * type.blockBytes(),
          Float.floatToFloat16((float) (random.nextGaussian() * 0.01)),
          Float.floatToFloat16((float) (random.nextGaussian() * 0.01)));
    }
    return segment;
  }

  private static void setScales(
      WeightType type, MemorySegment blocks, long block, short d, short dmin) {
    blocks.set(WeightBlock.SHORT, block + (type == WeightType.Q6_K ? 208 : 0), d);
    if (type == WeightType.Q4_K) {
      blocks.set(WeightBlock.SHORT, block + 2, dmin);
    }
  }

  private static float largest(float[] x, int from) {
    float largest = 0;
    for (int k = from; k < from + 32; k++) {
      largest = Math.max(largest, Math.abs(x[k]));
    }
    return largest;
  }
}
