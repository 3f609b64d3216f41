package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LearntPyramidTest {
  private static final int DIM = 3;
  private static final LearntPyramid.Shape SHAPE =
      new LearntPyramid.Shape(DIM, 16, List.of(4, 2, 1, 1), false);
  private final Seed seed = new Seed();

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  /** Grids of correlated vectors: a slope and some noise. */
  private List<PyramidStart.Grid> grids(int count) {
    var grids = new ArrayList<PyramidStart.Grid>();
    for (int g = 0; g < count; g++) {
      int height = 5 + g % 3;
      int width = 7;
      var values = seed.normals(DIM * height * width, 0.3);
      double slope = seed.random().nextDouble(-1, 1);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (slope * (i % width));
      }
      grids.add(new PyramidStart.Grid(height, width, values));
    }
    return grids;
  }

  private LearntPyramid started(List<PyramidStart.Grid> grids, boolean smooth, double eagerness) {
    var shape = new LearntPyramid.Shape(DIM, 16, SHAPE.scales(), smooth);
    return new PyramidStart(shape, eagerness, 64, 5).fit(grids, note -> {});
  }

  private static double error(Tensor z, Tensor sum) {
    return z.sub(sum).square().sum().item();
  }

  @Test
  void meanErrorFallsFromLevelToLevel() {
    var grids = grids(30);
    var pyramid = started(grids, false, 0.2);
    var errors = new double[SHAPE.levels()];
    try (var scope = new Scope()) {
      for (var grid : grids) {
        var z = grid.tensor(DIM);
        var pass = pyramid.encode(z);
        for (int l = 0; l < errors.length; l++) {
          errors[l] += error(z, pass.sum(l));
        }
      }
    }
    for (int l = 1; l < errors.length; l++) {
      assertTrue(errors[l] < errors[l - 1], seed);
    }
  }

  /** The frozen twin gives the same ids and decodes them to the same grid. */
  @Test
  void freezesToTheQuantizerThatShips() {
    for (boolean smooth : new boolean[] {false, true}) {
      var grids = grids(12);
      var pyramid = started(grids, smooth, 0.5);
      var frozen = pyramid.freeze();
      try (var scope = new Scope()) {
        for (var grid : grids) {
          var z = grid.tensor(DIM);
          var pass = pyramid.encode(z);
          var ids = new ArrayList<Integer>();
          for (int l = 0; l < SHAPE.levels(); l++) {
            for (int id : pass.ids(l)) {
              ids.add(id);
            }
          }
          int[] flat = ids.stream().mapToInt(Integer::intValue).toArray();
          float[] places = z.permute(0, 2, 3, 1).toFloats();
          assertArrayEquals(flat, frozen.encode(places, grid.height(), grid.width(), 1), seed);
          assertArrayEquals(
              pass.sum(SHAPE.levels() - 1).permute(0, 2, 3, 1).toFloats(),
              frozen.decode(flat, grid.height(), grid.width()),
              1e-5f,
              seed);
        }
      }
    }
  }

  @Test
  void codesFollowWhatChoosesThem() {
    var grids = grids(30);
    var pyramid = started(grids, false, 0);
    double before = 0;
    double after = 0;
    try (var scope = new Scope()) {
      for (int round = 0; round < 200; round++) {
        for (var grid : grids.subList(0, 6)) {
          var z = grid.tensor(DIM).add(10);
          var pass = pyramid.encode(z);
          if (round == 0) {
            before += error(z, pass.sum(0));
          }
          if (round == 199) {
            after += error(z, pass.sum(0));
          }
          pyramid.follow(pass, z);
        }
      }
    }
    assertTrue(after < 0.95 * before, "error went from " + before + " to " + after);
    for (int d = 0; d < DIM; d++) {
      assertEquals(0, pyramid.level(0).codes()[d], "code 0 stays zero");
    }
  }

  @Test
  void unusedCodesRestart() {
    var level = new LearntLevel(1, 4);
    level.start(new float[] {0, 1, 50, 60}, new float[] {0.3f, 0.3f, 0.2f, 0.2f}, 40, 0, 1);
    var used = new int[4];
    for (int i = 0; i < 2_000; i++) {
      var rows = seed.normals(40, 1);
      var ids = level.nearest(rows, 1);
      level.follow(rows, ids, 1);
      if (i >= 1_900) {
        for (int id : ids) {
          used[id]++;
        }
      }
    }
    // Of the last 4,000 vectors each code takes at least a fiftieth.
    assertTrue(Arrays.stream(used).min().orElseThrow() > 80, seed);
    assertTrue(Math.abs(level.codes()[2]) < 5 && Math.abs(level.codes()[3]) < 5, seed);
  }

  @Test
  void dearCodesAreChosenLess() {
    var grids = grids(30);
    var free = started(grids, false, 0);
    var dear = started(grids, false, 3);
    double freeBits = 0;
    double dearBits = 0;
    try (var scope = new Scope()) {
      for (var grid : grids) {
        var z = grid.tensor(DIM);
        freeBits += free.bits(free.encode(z), 3);
        dearBits += dear.bits(dear.encode(z), 3);
      }
    }
    assertTrue(dearBits < freeBits, dearBits + " bits, free " + freeBits);
  }

  @Test
  void stateComesBack() {
    var grids = grids(10);
    var pyramid = started(grids, false, 1);
    var again = new LearntPyramid(pyramid.shape());
    again.restore(pyramid.state());
    try (var scope = new Scope()) {
      var z = grids.getFirst().tensor(DIM);
      for (int l = 0; l < SHAPE.levels(); l++) {
        assertArrayEquals(pyramid.encode(z).ids(l), again.encode(z).ids(l));
      }
    }
    assertEquals(pyramid.energy(), again.energy(), 1e-4);
  }
}
