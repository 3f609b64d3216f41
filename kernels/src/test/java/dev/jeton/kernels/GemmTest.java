package dev.jeton.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrix products against sums in double precision, around every edge of the tiles. */
class GemmTest {
  private final Seed seed = new Seed();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 7, 11, 12, 13, 18, 25, 100})
  void sizes(int m) {
    for (int n : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65, 100}) {
      for (int k : new int[] {1, 2, 17, 64}) {
        check(view(m, k, false), view(k, n, false), false);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 70, 1025", "1025, 33, 17", "13, 1025, 31", "385, 40, 600"})
  void severalBlocks(int m, int n, int k) {
    for (boolean accumulate : new boolean[] {false, true}) {
      check(view(m, k, false), view(k, n, true), accumulate);
      check(view(m, k, true), view(k, n, false), accumulate);
    }
  }

  @Test
  void emptySums() {
    check(view(3, 0, false), view(0, 5, false), false);
    check(view(3, 0, false), view(0, 5, false), true);
    check(view(0, 4, false), view(4, 5, false), false);
    check(view(3, 4, false), view(4, 0, false), false);
  }

  @Test
  void blocksOfLargerMatrices() {
    var a = new MatrixView(seed.normals(4000, 1), 5, 20, 30, 40, 2);
    var b = new MatrixView(seed.normals(4000, 1), 7, 30, 37, 41, 1);
    check(a, b, true);
    check(a.rows(3, 17), b, false);
  }

  @Test
  void shapesAreChecked() {
    var a = view(2, 3, false);
    var c = view(2, 5, false);
    assertThrows(
        IllegalArgumentException.class, () -> Kernels.gemm(a, view(4, 5, false), c, false));
    assertThrows(
        IllegalArgumentException.class, () -> Kernels.gemm(a, view(3, 6, false), c, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> Kernels.gemm(a, view(3, 5, false), view(5, 2, true), false));
    assertThrows(
        IllegalArgumentException.class, () -> new MatrixView(new float[10], 0, 2, 6, 5, 1));
  }

  private MatrixView view(int rows, int columns, boolean transposed) {
    var values = seed.normals(rows * columns, 1);
    return transposed
        ? MatrixView.of(values, columns, rows).transposed()
        : MatrixView.of(values, rows, columns);
  }

  /** Into the middle of a larger array, whose other elements must stay. */
  private void check(MatrixView a, MatrixView b, boolean accumulate) {
    int m = a.rows();
    int n = b.columns();
    int stride = n + 3;
    var before = seed.normals(m * stride + 4, 1);
    var after = before.clone();
    Kernels.gemm(a, b, new MatrixView(after, 2, m, n, stride, 1), accumulate);
    for (int i = 0; i < before.length; i++) {
      int row = (i - 2) / stride;
      int column = (i - 2) % stride;
      boolean inside = i >= 2 && row < m && column < n;
      double sum = inside && !accumulate ? 0 : before[i];
      double size = 1;
      for (int k = 0; inside && k < a.columns(); k++) {
        double product = (double) a.values()[a.index(row, k)] * b.values()[b.index(k, column)];
        sum += product;
        size += Math.abs(product);
      }
      assertEquals(sum, after[i], 1e-6 * size, seed);
    }
  }
}
