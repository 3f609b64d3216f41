package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Spec;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearntResidualTest {
  private static final int N = 240;
  private static final int LEVELS = 4;

  private final Seed seed = new Seed();
  private final Parameters parameters = new Parameters(1, Device.CPU);
  private final Scope scope = new Scope();
  private final Tensor z = Tensor.of(seed.normals(N * 3, 1), N, 3);

  @AfterEach
  void free() {
    scope.close();
    parameters.close();
  }

  private LearntResidual residual(String options) {
    var spec = Spec.parse("residual:4x9,start=kmeans" + options);
    var quantizer = (LearntResidual) TrainableQuantizers.of(spec, 3, parameters, "q.", 5);
    int[] unused = quantizer.forward(z, LEVELS).ids(); // all levels start
    return quantizer;
  }

  private static int kept(int[] ids, int row) {
    int kept = 0;
    while (kept < LEVELS && ids[row * LEVELS + kept] >= 0) {
      kept++;
    }
    for (int l = kept; l < LEVELS; l++) {
      assertEquals(-1, ids[row * LEVELS + l]);
    }
    return kept;
  }

  @Test
  void prefixesAreTheFirstLevelsAlone() {
    var quantizer = residual("");
    double before = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= LEVELS; k++) {
      var result = quantizer.forward(z, k);
      var first = quantizer.freeze().first(k);
      var ids = new int[N * k];
      var vectors = new float[N * 3];
      first.encode(z.toFloats(), N, ids);
      first.decode(ids, N, vectors);
      assertArrayEquals(vectors, result.decoded().toFloats(), seed);
      for (int i = 0; i < N; i++) {
        assertEquals(k, kept(result.ids(), i));
        assertArrayEquals(
            Arrays.copyOfRange(ids, i * k, i * k + k),
            Arrays.copyOfRange(result.ids(), i * LEVELS, i * LEVELS + k),
            seed);
      }
      double error = result.decoded().sub(z).square().mean().item();
      assertTrue(error < before, () -> "error grew at a level; " + seed.get());
      before = error;
    }
  }

  @Test
  void dropoutKeepsFirstLevelsPerDraw() {
    var quantizer = residual(",drop=1,rows=6");
    var all = quantizer.forward(z, LEVELS);
    var seen = new int[LEVELS + 1];
    for (int step = 0; step < 10; step++) {
      var result = quantizer.forward(z);
      assertArrayEquals(result.ids(), quantizer.forward(z).ids(), "one step, one draw");
      var decoded = result.decoded().toFloats();
      for (int i = 0; i < N; i++) {
        int kept = kept(result.ids(), i);
        seen[kept]++;
        assertEquals(kept(result.ids(), i - i % 6), kept);
        for (int l = 0; l < kept; l++) {
          assertEquals(all.ids()[i * LEVELS + l], result.ids()[i * LEVELS + l]);
        }
        float[] prefix = prefix(quantizer, result.ids(), i, kept);
        assertArrayEquals(prefix, Arrays.copyOfRange(decoded, 3 * i, 3 * i + 3), seed);
      }
      quantizer.changed();
    }
    for (int k = 1; k <= LEVELS; k++) {
      assertEquals(N * 10.0 / LEVELS, seen[k], 0.4 * N * 10 / LEVELS);
    }
  }

  private static float[] prefix(LearntResidual quantizer, int[] ids, int row, int kept) {
    var vector = new float[3];
    quantizer
        .freeze()
        .first(kept)
        .decode(Arrays.copyOfRange(ids, row * LEVELS, row * LEVELS + kept), 1, vector);
    return vector;
  }

  @Test
  void aShareOfTheCallsDrops() {
    var quantizer = residual(",drop=0.5");
    int whole = 0;
    for (int step = 0; step < 200; step++) {
      int[] ids = quantizer.forward(z.narrow(0, 0, 2)).ids();
      assertEquals(kept(ids, 0), kept(ids, 1), "one draw per call");
      whole += kept(ids, 0) == LEVELS ? 1 : 0;
      quantizer.changed();
    }
    assertEquals(200 * (0.5 + 0.5 / LEVELS), whole, 30);
  }

  /** A level that no vector kept has no terms and does not follow. */
  @Test
  void droppedLevelsNeitherPullNorFollow() {
    var quantizer = residual(",learn=ema");
    var before = quantizer.state();
    var result = quantizer.forward(z, 2);
    assertEquals(List.of("commitment.0", "commitment.1"), List.copyOf(result.terms().keySet()));
    // the start forwarded through all levels: forget that
    quantizer.restore(before);
    result = quantizer.forward(z, 2);
    quantizer.changed();
    var after = quantizer.state();
    for (int l = 0; l < LEVELS; l++) {
      String name = "level." + l + ".codes";
      assertEquals(l >= 2, Arrays.equals(before.get(name), after.get(name)), name);
    }
  }

  @Test
  void termsAreInProportionToTheVectorsThatKeptTheLevel() {
    var quantizer = residual(",drop=1,rows=6");
    var result = quantizer.forward(z);
    var codes = quantizer.freeze();
    float[] rows = z.toFloats();
    for (int l = 0; l < LEVELS; l++) {
      double sum = 0;
      for (int i = 0; i < N; i++) {
        if (kept(result.ids(), i) > l) {
          var vector = new float[3];
          codes
              .first(l + 1)
              .decode(Arrays.copyOfRange(result.ids(), i * LEVELS, i * LEVELS + l + 1), 1, vector);
          for (int d = 0; d < 3; d++) {
            sum += Math.pow(rows[i * 3 + d] - vector[d], 2);
          }
        }
      }
      var term = java.util.Objects.requireNonNull(result.terms().get("commitment." + l));
      assertEquals(0.25 * sum / (N * 3), term.item(), 1e-5, seed);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    var quantizer = residual(",drop=1,rows=7");
    var e = assertThrows(IllegalArgumentException.class, () -> quantizer.forward(z));
    assertEquals(
        "expected a multiple of 7 vectors, as each draw keeps levels for so many, found 240",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> quantizer.forward(z, 5));
    assertThrows(IllegalArgumentException.class, () -> quantizer.forward(z, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LearntResidual(List.of(), LevelDropout.NONE, Estimator.STRAIGHT_THROUGH, 1));
    assertThrows(IllegalArgumentException.class, () -> new LevelDropout(1.5, 0));
  }
}
