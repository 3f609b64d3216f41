package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast nearest-code search returns the reference's ids, to the last tie. */
class NearestTest {
  private static final int[] SIZES = {1, 7, 8, 15, 16, 17, 31, 33, 64, 65, 100, 1025};

  private final Seed seed = new Seed();
  private final KernelSet reference = new ScalarKernels();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65})
  void randomCodes(int dim) {
    for (int size : SIZES) {
      int n = 1 + seed.random().nextInt(101);
      compare(seed.normals(n * dim, 1), n, dim, seed.normals(size * dim, 1), size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 7, 47, 48, 49, 95, 97})
  void anyNumberOfVectors(int n) {
    compare(seed.normals(n * 3, 1), n, 3, seed.normals(20 * 3, 1), 20);
  }

  @Test
  void manyTiesGoToTheLowestId() {
    var z = grid(500 * 2);
    compare(z, 500, 2, grid(300 * 2), 300);
    var same = new float[200 * 4];
    Arrays.fill(same, 0.1f);
    assertArrayEquals(new int[50], ids(Kernels::nearest, seed.normals(200, 1), 50, 4, same, 200));
  }

  private float[] grid(int n) {
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = seed.random().nextInt(-4, 5) * 0.5f;
    }
    return values;
  }

  @Test
  void aCodeFindsItselfAtDistanceZero() {
    int size = 300;
    int dim = 24;
    var codes = seed.normals(size * dim, 1e-4);
    for (int i = 0; i < codes.length; i++) {
      codes[i] += 1000; // far from the origin, so that z.c - |c|^2 / 2 alone would lose all digits
    }
    System.arraycopy(codes, 7 * dim, codes, 250 * dim, dim);
    var ids = new int[size];
    var distances = new float[size];
    Kernels.nearest(codes, size, CodePanels.of(codes, size, dim), ids, distances);
    for (int i = 0; i < size; i++) {
      assertEquals(0, distances[i], seed);
      int id = ids[i];
      assertTrue(id <= (i == 250 ? 7 : i), seed);
      assertArrayEquals(
          Arrays.copyOfRange(codes, i * dim, i * dim + dim),
          Arrays.copyOfRange(codes, id * dim, id * dim + dim));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-42f, 1e-30f, 1e-22f, 1e-15f, 1e15f, 1e18f, 1e19f, 3e38f})
  void hugeAndTinyNumbers(float scale) {
    compare(seed.normals(50 * 9, scale), 50, 9, seed.normals(200 * 9, scale), 200);
    compare(seed.normals(50 * 9, scale), 50, 9, seed.normals(200 * 9, 1), 200);
    compare(seed.normals(50 * 9, 1), 50, 9, seed.normals(200 * 9, scale), 200);
  }

  @Test
  void notANumberGivesSomeIdInRange() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    var z = seed.normals(60 * 5, 1);
    var codes = seed.normals(70 * 5, 1);
    for (int i = 0; i < z.length; i += 7) {
      z[i] = odd[i % 3];
    }
    compare(z, 60, 5, codes, 70);
    for (int i = 0; i < codes.length; i += 11) {
      codes[i] = odd[i % 3];
    }
    compare(z, 60, 5, codes, 70);
  }

  @Test
  void biasesAreCosts() {
    int size = 100;
    int dim = 6;
    int n = 333;
    var z = seed.normals(n * dim, 1);
    var bias = seed.normals(size, 1);
    bias[3] = Float.POSITIVE_INFINITY;
    bias[4] = 1e30f;
    var codes = seed.normals(size * dim, 1);
    var expected = new int[n];
    var found = new int[n];
    reference.nearest(
        MatrixView.of(z, n, dim),
        0,
        n,
        panels(reference, codes, size, dim).withBias(bias),
        expected,
        0,
        1);
    var panels = CodePanels.of(codes, size, dim).withBias(bias);
    var costs = new float[n];
    Kernels.nearest(z, n, panels, found, costs);
    assertArrayEquals(expected, found, seed);
    for (int i = 0; i < n; i++) {
      assertTrue(found[i] != 3 && found[i] != 4, seed);
      assertEquals(naive(z, i * dim, codes, found[i], dim) + bias[found[i]], costs[i], 1e-4, seed);
    }
    Arrays.fill(bias, Float.POSITIVE_INFINITY);
    Kernels.nearest(z, n, panels.withBias(bias), found);
    assertArrayEquals(new int[n], found);
  }

  private static double naive(float[] z, int from, float[] codes, int id, int dim) {
    double sum = 0;
    for (int d = 0; d < dim; d++) {
      sum += Math.pow(z[from + d] - codes[id * dim + d], 2);
    }
    return sum;
  }

  @Test
  void theReferenceIsRight() {
    int dim = 12;
    var z = seed.normals(100 * dim, 1);
    var codes = seed.normals(333 * dim, 1);
    int[] found = ids(Kernels::nearest, z, 100, dim, codes, 333);
    for (int i = 0; i < 100; i++) {
      for (int k = 0; k < 333; k++) {
        double other = naive(z, i * dim, codes, k, dim);
        assertTrue(naive(z, i * dim, codes, found[i], dim) <= other * (1 + 1e-6), seed);
      }
    }
  }

  @Test
  void rowsAndIdsMayLieApart() {
    var z = seed.normals(1000, 1);
    var codes = seed.normals(50 * 4, 1);
    var ids = new int[1000];
    Arrays.fill(ids, -7);
    var view = new MatrixView(z, 3, 90, 4, 11, 1);
    Kernels.nearest(view, CodePanels.of(codes, 50, 4), ids, 2, 3);
    for (int i = 0; i < 90; i++) {
      var row = Arrays.copyOfRange(z, 3 + 11 * i, 3 + 11 * i + 4);
      assertEquals(ids(Kernels::nearest, row, 1, 4, codes, 50)[0], ids[2 + 3 * i], seed);
      assertEquals(-7, ids[3 + 3 * i], seed);
    }
  }

  @Test
  void threadsChangeNothing() {
    int n = 40_000;
    var z = seed.normals(n * 16, 1);
    compare(z, n, 16, seed.normals(64 * 16, 1), 64);
  }

  @Test
  void sizesAreChecked() {
    var codes = CodePanels.of(new float[6], 3, 2);
    assertThrows(
        IllegalArgumentException.class, () -> Kernels.nearest(new float[5], 3, codes, new int[3]));
    assertThrows(
        IllegalArgumentException.class, () -> Kernels.nearest(new float[6], 3, codes, new int[2]));
    assertThrows(IllegalArgumentException.class, () -> CodePanels.of(new float[5], 3, 2));
  }

  private interface Search {
    void nearest(float[] z, int n, CodePanels codes, int[] ids);
  }

  private static int[] ids(Search search, float[] z, int n, int dim, float[] codes, int size) {
    var ids = new int[n];
    search.nearest(z, n, CodePanels.of(codes, size, dim), ids);
    return ids;
  }

  private void compare(float[] z, int n, int dim, float[] codes, int size) {
    var expected = new int[n];
    reference.nearest(
        MatrixView.of(z, n, dim), 0, n, panels(reference, codes, size, dim), expected, 0, 1);
    assertArrayEquals(expected, ids(Kernels::nearest, z, n, dim, codes, size), seed);
  }

  private static CodePanels panels(KernelSet set, float[] codes, int size, int dim) {
    return CodePanels.of(set.codeShape(dim), codes, size, dim);
  }
}
