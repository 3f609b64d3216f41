package dev.jeton.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Extent;
import dev.jeton.quantize.PyramidQuantizer.Level;
import dev.jeton.testkit.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyramidQuantizerTest {
  private static final int DIM = 3;
  private static final int[][] SIZES = {{1, 1}, {5, 7}, {8, 4}, {3, 13}};

  private final Seed seed = new Seed();
  private final PyramidQuantizer quantizer = new PyramidQuantizer(levels());

  private List<Level> levels() {
    int[] scales = {4, 2, 2, 1, 1};
    var levels = new ArrayList<Level>();
    for (int i = 0; i < scales.length; i++) {
      float[] codes = seed.normals(32 * DIM, Math.pow(0.6, i));
      Arrays.fill(codes, 0, DIM, 0);
      levels.add(new Level(scales[i], i < 2, new Codebook(DIM, codes)));
    }
    return levels;
  }

  @Test
  void everyLevelTakesTheNearestCodeToTheMeanOfWhatIsLeft() {
    for (int[] size : SIZES) {
      int rows = size[0];
      int columns = size[1];
      float[] residual = seed.normals(rows * columns * DIM, 1);
      int[] ids = quantizer.encode(residual, rows, columns);
      int at = 0;
      for (var level : quantizer.levels()) {
        int across = Math.ceilDiv(columns, level.scale());
        int count = Math.ceilDiv(rows, level.scale()) * across;
        for (int i = 0; i < count; i++) {
          double[] mean = mean(residual, rows, columns, i / across, i % across, level.scale());
          double own = distance(mean, level.codebook().codes(), ids[at + i]);
          for (int k = 0; k < level.codebook().size(); k++) {
            assertTrue(own <= distance(mean, level.codebook().codes(), k) + 1e-5, seed);
          }
        }
        var alone = new PyramidQuantizer(List.of(level));
        float[] code = alone.decode(Arrays.copyOfRange(ids, at, at + count), rows, columns);
        for (int i = 0; i < residual.length; i++) {
          residual[i] -= code[i];
        }
        at += count;
      }
      assertEquals(ids.length, at);
    }
  }

  @Test
  void decodingSumsTheLevelsAndMissingIdsAreZero() {
    for (int[] size : SIZES) {
      int[] ids = quantizer.encode(seed.normals(size[0] * size[1] * DIM, 1), size[0], size[1]);
      for (int n = 0; n <= ids.length; n++) {
        int[] filled = Arrays.copyOf(ids, ids.length);
        Arrays.fill(filled, n, ids.length, 0); // code 0 is the zero vector
        assertArrayEquals(
            quantizer.decode(filled, size[0], size[1]),
            quantizer.decode(Arrays.copyOf(ids, n), size[0], size[1]),
            seed);
      }
    }
  }

  @Test
  void firstLevelsDoNotDependOnLaterOnes() {
    float[] grid = seed.normals(5 * 7 * DIM, 1);
    int[] all = quantizer.encode(grid, 5, 7);
    for (int k = 1; k <= quantizer.levels().size(); k++) {
      int[] some = quantizer.first(k).encode(grid, 5, 7);
      assertArrayEquals(Arrays.copyOf(all, some.length), some, seed);
    }
  }

  @Test
  void errorFallsWithLevelsOfScaleOne() {
    float[] grid = seed.normals(16 * 16 * DIM, 1);
    int[] ids = quantizer.encode(grid, 16, 16);
    int start = quantizer.first(3).encode(grid, 16, 16).length;
    double before = Double.POSITIVE_INFINITY;
    for (int n = start; n <= ids.length; n += 256) {
      double error = error(grid, quantizer.decode(Arrays.copyOf(ids, n), 16, 16));
      assertTrue(error <= before, seed);
      before = error;
    }
  }

  @Test
  void aPricePerBitBuysFewerRareCodes() {
    var bits = new float[32];
    Arrays.fill(bits, 1, 32, 8);
    var level = quantizer.levels().getLast();
    var priced = new PyramidQuantizer(List.of(new Level(1, false, level.codebook(), bits)));
    float[] grid = seed.normals(16 * 16 * DIM, 0.2);
    long before = 257;
    for (double price : new double[] {0, 0.01, 0.1, 10}) {
      long others = Arrays.stream(priced.encode(grid, 16, 16, price)).filter(i -> i > 0).count();
      assertTrue(others <= before, seed);
      before = others;
    }
    assertEquals(0, before);
  }

  @Test
  void interpolationKeepsConstantsAndMeetsPyTorchOnARamp() {
    var grid = new CellGrid(4, 6, 1, 2);
    assertArrayEquals(constant(24, 3), grid.interpolate(constant(6, 3)));
    // torch.nn.functional.interpolate([[0, 1, 2]], scale_factor=2, mode="bilinear")
    float[] ramp = {0, 1, 2, 0, 1, 2};
    float[] row = {0, 0.25f, 0.75f, 1.25f, 1.75f, 2};
    assertArrayEquals(row, Arrays.copyOf(grid.interpolate(ramp), 6));
  }

  @Test
  void extentsRoundUp() {
    var extents = quantizer.extents(Extent.of(5, 9));
    assertEquals(Extent.of(2, 3), extents.get(0));
    assertEquals(Extent.of(3, 5), extents.get(1));
    assertEquals(Extent.of(5, 9), extents.get(4));
  }

  @Test
  void whatIsNoGridIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> quantizer.encode(new float[5], 1, 2));
    float[] grid = {0, Float.NaN, 0};
    assertThrows(IllegalArgumentException.class, () -> quantizer.encode(grid, 1, 1));
    for (int id : quantizer.encode(new float[] {1e30f, -1e30f, 1e30f}, 1, 1)) {
      assertTrue(id >= 0 && id < 32);
    }
  }

  private static float[] constant(int n, float value) {
    var values = new float[n];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] mean(float[] grid, int rows, int columns, int r, int c, int scale) {
    var mean = new double[DIM];
    int count = 0;
    for (int y = r * scale; y < Math.min(rows, (r + 1) * scale); y++) {
      for (int x = c * scale; x < Math.min(columns, (c + 1) * scale); x++, count++) {
        for (int d = 0; d < DIM; d++) {
          mean[d] += grid[(y * columns + x) * DIM + d];
        }
      }
    }
    for (int d = 0; d < DIM; d++) {
      mean[d] /= count;
    }
    return mean;
  }

  private static double distance(double[] z, float[] codes, int k) {
    double sum = 0;
    for (int d = 0; d < DIM; d++) {
      sum += (z[d] - codes[k * DIM + d]) * (z[d] - codes[k * DIM + d]);
    }
    return sum;
  }

  private static double error(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }
}
