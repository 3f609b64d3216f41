package dev.jeton.media.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class PatchTransformTest {
  private static final int PATCH = PatchTransform.PATCH;
  private static final int[][] SIZES = {{1, 1}, {7, 5}, {8, 8}, {9, 130}, {64, 48}, {257, 129}};

  /** Keeps every number of a patch. */
  private static PatchTransform complete() {
    var basis = new float[PATCH * PATCH];
    for (int i = 0; i < PATCH; i++) {
      basis[i * PATCH + (i * 5) % PATCH] = 1;
    }
    var mean = new float[PATCH];
    Arrays.fill(mean, 0.25f);
    return new PatchTransform(0.5f, mean, basis);
  }

  @Test
  void allAxesGiveThePictureBack() {
    for (int[] size : SIZES) {
      var image = TestPictures.scene(size[0], size[1]);
      var back = complete().synthesise(complete().analyse(image), 1, size[0], size[1]);
      assertArrayEquals(image.pixels(), back.pixels(), 2e-6f, () -> image.toString());
    }
  }

  @Test
  void theResultDoesNotDependOnThreads() throws InterruptedException, ExecutionException {
    var image = TestPictures.scene(100, 300);
    float[] vectors = complete().analyse(image);
    try (var one = new ForkJoinPool(1)) {
      assertArrayEquals(vectors, one.submit(() -> complete().analyse(image)).get());
    }
  }

  @Test
  void theLappedFilterIsOrthogonalAndKeepsConstants() {
    var seed = new Seed();
    float[] plane = seed.normals(24 * 16, 1);
    float[] filtered = plane.clone();
    LappedFilter.alongRows(filtered, 24, 16, false);
    LappedFilter.acrossRow(filtered, 24, 8, false);
    assertEquals(squares(plane), squares(filtered), 1e-3, seed);
    LappedFilter.acrossRow(filtered, 24, 8, true);
    LappedFilter.alongRows(filtered, 24, 16, true);
    assertArrayEquals(plane, filtered, 1e-5f, seed);
    var constant = new float[24 * 16];
    Arrays.fill(constant, 0.7f);
    LappedFilter.alongRows(constant, 24, 16, false);
    for (float value : constant) {
      assertEquals(0.7f, value, 1e-6f);
    }
  }

  /** An error in one vector reaches half a block into the neighbours and fades out there. */
  @Test
  void lossesFadeIntoTheNeighbours() {
    var transform = complete();
    var vectors = transform.analyse(TestPictures.scene(24, 24));
    var before = transform.synthesise(vectors, 1, 24, 24);
    int luma = 0; // the first axis is the first luma sample's
    vectors[4 * PATCH + luma] += 0.1f;
    var after = transform.synthesise(vectors, 1, 24, 24);
    boolean outside = false;
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 24; x++) {
        int at = (y * 24 + x) * 3;
        boolean changed = Math.abs(before.pixels()[at] - after.pixels()[at]) > 1e-4;
        boolean reach = x >= 4 && x < 20 && y >= 4 && y < 20;
        assertTrue(reach || !changed, "at " + x + ", " + y);
        outside |= changed && (x < 8 || y < 8);
      }
    }
    assertTrue(outside, "nothing spread beyond the block");
  }

  @Test
  void wrongSizesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> complete().synthesise(new float[PATCH], 1, 9, 8));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PatchTransform(0, new float[PATCH], new float[0]));
    assertThrows(
        IllegalArgumentException.class, () -> new PatchTransform(1, new float[5], new float[0]));
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}
