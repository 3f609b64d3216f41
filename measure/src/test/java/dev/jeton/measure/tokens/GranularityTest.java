package dev.jeton.measure.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ids against segments, and orders of grids. */
class GranularityTest {
  @Test
  void sameAndSplit() {
    var same = SegmentAgreement.of(new int[] {3, 3, 5, 5}, new int[] {0, 0, 9, 9});
    assertEquals(new SegmentAgreement(1, 1, 1, 1), same);
    var finer = SegmentAgreement.of(new int[] {0, 1, 2, 3}, new int[] {0, 0, 9, 9});
    assertEquals(1, finer.homogeneity(), 1e-12);
    assertEquals(0.5, finer.completeness(), 1e-12); // H(id) = 2, H(id | label) = 1
    assertEquals(2.0 / 3, finer.vMeasure(), 1e-12);
    var strange = SegmentAgreement.of(new int[] {0, 1, 0, 1}, new int[] {0, 0, 9, 9});
    assertEquals(0, strange.vMeasure(), 1e-12);
    assertEquals(0.5, strange.purity());
    assertEquals(1, SegmentAgreement.of(new int[] {0, 1}, new int[] {4, 4}).homogeneity());
  }

  /** scikit-learn's v_measure_score([0, 0, 1, 2], [0, 0, 1, 1]) is 0.8. */
  @Test
  void asPublished() {
    var agreement = SegmentAgreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 2});
    assertEquals(2.0 / 3, agreement.homogeneity(), 1e-9);
    assertEquals(1, agreement.completeness(), 1e-9);
    assertEquals(0.8, agreement.vMeasure(), 1e-9);
  }

  @Test
  void swappingSidesSwapsThem() {
    var seed = new Seed();
    var ids = Samples.even(5, 100, seed.random());
    var labels = Samples.even(3, 100, seed.random());
    var one = SegmentAgreement.of(ids, labels);
    var other = SegmentAgreement.of(labels, ids);
    assertEquals(one.homogeneity(), other.completeness(), 1e-12, seed);
    assertEquals(one.vMeasure(), other.vMeasure(), 1e-12, seed);
    assertThrows(IllegalArgumentException.class, () -> SegmentAgreement.of(ids, new int[] {1}));
  }

  @Test
  void cellsTakeTheLabelOfMostPixels() {
    int[] map = {
      7, 7, 1, 1, 1,
      7, 2, 1, 2, 2,
      3, 3, 2, 2, 2,
    };
    var grid = GridSegments.of(map, 3, 5, 1, 2); // columns 0..1 and 2..4
    assertArrayEquals(new int[] {7, 2}, grid.labels());
    assertEquals((3.0 / 6 + 5.0 / 9) / 2, grid.coverage(), 1e-12);
    assertArrayEquals(map, GridSegments.of(map, 3, 5, 3, 5).labels());
    assertThrows(IllegalArgumentException.class, () -> GridSegments.of(map, 3, 5, 4, 5));
  }

  @Test
  void tiesGoToTheLowestLabel() {
    assertArrayEquals(new int[] {1}, GridSegments.of(new int[] {9, 1, 9, 1}, 2, 2, 1, 1).labels());
  }

  @Test
  void orders() {
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, ScanOrder.ROWS.places(2, 3));
    assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5}, ScanOrder.COLUMNS.places(2, 3));
    assertArrayEquals(new int[] {0, 1, 3, 2}, sortedStart(ScanOrder.HILBERT.places(2, 2)));
    for (var order : ScanOrder.values()) {
      for (int[] size : new int[][] {{1, 1}, {5, 3}, {1, 9}, {16, 16}}) {
        var places = order.places(size[0], size[1]);
        assertArrayEquals(
            IntStream.range(0, size[0] * size[1]).toArray(),
            IntStream.of(places).sorted().toArray());
      }
    }
  }

  /** The curve may run through the four places either way round. */
  private static int[] sortedStart(int[] places) {
    return places[1] == 1 ? places : new int[] {places[0], places[3], places[2], places[1]};
  }

  @Test
  void hilbertOnlyStepsToNeighbours() {
    var places = ScanOrder.HILBERT.places(32, 32);
    for (int i = 1; i < places.length; i++) {
      int rows = Math.abs(places[i] / 32 - places[i - 1] / 32);
      int columns = Math.abs(places[i] % 32 - places[i - 1] % 32);
      assertEquals(1, rows + columns);
    }
    assertTrue(places[0] == 0);
  }
}
