package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingException;
import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.quantize.KMeans;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearntNearestCodeTest {
  private static final AdamW.Settings PLAIN = new AdamW.Settings(0.9, 0.999, 1e-8, 0, false);

  private final Seed seed = new Seed();
  private final Parameters parameters = new Parameters(1, Device.CPU);

  @AfterEach
  void free() {
    parameters.close();
  }

  private LearntNearestCode codes(int dim, int size, CodeLearning learning) {
    return new LearntNearestCode(dim, size, learning, parameters, "", 4);
  }

  private static float[] values(LearntNearestCode quantizer) {
    int size = quantizer.vocabulary().size(0);
    var values = new float[size * quantizer.dim()];
    quantizer.freeze().decode(IntStream.range(0, size).toArray(), size, values);
    return values;
  }

  /** forward and changed, without an optimizer. */
  private static int[] follow(LearntNearestCode quantizer, float... rows) {
    try (var scope = new Scope()) {
      int n = rows.length / quantizer.dim();
      var ids = quantizer.forward(Tensor.of(rows, n, quantizer.dim())).ids();
      quantizer.changed();
      return ids;
    }
  }

  @Test
  void averagesFollowTheAppendix() {
    var quantizer = codes(1, 2, CodeLearning.averages().decay(0.8));
    var state = new LinkedHashMap<>(quantizer.state());
    state.put("codes", new float[] {-1, 1});
    quantizer.restore(state);
    assertArrayEquals(new int[] {1, 1, 0}, follow(quantizer, 2, 3, -2));
    // evenly before: N = 1.5 each, m = N e
    double n0 = 0.8 * 1.5 + 0.2 * 1;
    double n1 = 0.8 * 1.5 + 0.2 * 2;
    double m0 = 0.8 * -1.5 + 0.2 * -2;
    double m1 = 0.8 * 1.5 + 0.2 * 5;
    assertCodes(quantizer, n0, n1, m0, m1);
    assertArrayEquals(new int[] {1}, follow(quantizer, 4));
    assertCodes(quantizer, 0.8 * n0, 0.8 * n1 + 0.2, 0.8 * m0, 0.8 * m1 + 0.2 * 4);
  }

  private static void assertCodes(
      LearntNearestCode quantizer, double n0, double n1, double m0, double m1) {
    double scale = (n0 + n1) / (n0 + n1 + 2e-5);
    float[] expected = {(float) (m0 / ((n0 + 1e-5) * scale)), (float) (m1 / ((n1 + 1e-5) * scale))};
    assertArrayEquals(expected, values(quantizer), 1e-6f);
  }

  @Test
  void anEvaluationChangesNothing() {
    var quantizer = codes(3, 8, CodeLearning.averages().start(Start.NORMAL).restart(0.5));
    float[] before = values(quantizer);
    try (var scope = new Scope()) {
      for (int i = 0; i < 3; i++) {
        int[] unused = quantizer.forward(Tensor.of(seed.normals(30, 1), 10, 3)).ids();
      }
    }
    assertArrayEquals(before, values(quantizer));
  }

  @Test
  void deadCodesMoveOntoVectorsOfTheStep() {
    for (var way : new CodeLearning[] {CodeLearning.gradient(), CodeLearning.averages()}) {
      parameters.close();
      var quantizer = codes(2, 32, way.decay(0.5).restart(0.1));
      float[] rows = seed.normals(2 * 400, 1);
      for (int i = 0; i < rows.length; i++) {
        rows[i] += 5; // far from all codes: few take everything
      }
      long first = Arrays.stream(follow(quantizer, rows)).distinct().count();
      assertTrue(first < 8, () -> first + " of 32 used; " + seed.get());
      for (int step = 0; step < 20; step++) {
        int[] unused = follow(quantizer, rows);
      }
      long used = Arrays.stream(follow(quantizer, rows)).distinct().count();
      assertTrue(used > 24, () -> used + " of 32 used; " + seed.get());
      float[] codes = values(quantizer);
      for (float value : codes) {
        assertTrue(value > 0.5, () -> Arrays.toString(codes) + seed.get());
      }
    }
  }

  @Test
  void withoutRestartDeadCodesStay() {
    var quantizer = codes(2, 8, CodeLearning.averages());
    float[] before = values(quantizer);
    int[] ids = {};
    for (int step = 0; step < 20; step++) {
      ids = follow(quantizer, 5, 5, 6, 6);
    }
    float[] after = values(quantizer);
    for (int k = 0; k < 8; k++) {
      if (k != ids[0]) {
        assertEquals(before[2 * k], after[2 * k], 1e-3 * Math.abs(before[2 * k]));
      }
    }
  }

  @Test
  void kMeansStartsOnTheFirstBatch() {
    float[] rows = seed.normals(3 * 200, 2);
    float[] means = new KMeans(8, 10, 4).fit(rows, 200, 3).codebook().codes();
    for (var way : new CodeLearning[] {CodeLearning.gradient(), CodeLearning.averages()}) {
      parameters.close();
      var quantizer = codes(3, 8, way.start(Start.KMEANS));
      try (var scope = new Scope()) {
        int[] unused = quantizer.forward(Tensor.of(rows, 200, 3)).ids();
        assertArrayEquals(means, values(quantizer), seed);
        unused = quantizer.forward(Tensor.of(seed.normals(600, 1), 200, 3)).ids();
        assertArrayEquals(means, values(quantizer), seed);
      }
    }
  }

  @Test
  void aLinearLayerMovesEveryCodeInOneStep() {
    assertEquals(64, moved(CodeLearning.linear(false)));
    parameters.close();
    assertEquals(64, moved(CodeLearning.linear(true)));
  }

  @Test
  void theCodebookLossMovesTheChosenCodesOnly() {
    assertEquals(1, moved(CodeLearning.gradient()));
  }

  /** How many of 64 codes a step with one vector moves. */
  private int moved(CodeLearning learning) {
    var quantizer = codes(4, 64, learning);
    float[] before = values(quantizer);
    try (var optimizer = new AdamW(parameters, PLAIN);
        var scope = new Scope()) {
      quantizer.forward(Tensor.of(seed.normals(4, 1), 1, 4)).loss().backward();
      optimizer.step(1e-2);
      quantizer.changed();
    }
    float[] after = values(quantizer);
    return (int)
        IntStream.range(0, 64)
            .filter(k -> !Arrays.equals(before, 4 * k, 4 * k + 4, after, 4 * k, 4 * k + 4))
            .count();
  }

  /** The published code looks ids up in the frozen codes and forgets the layer. */
  @Test
  void freezingFoldsTheLinearLayerIn() {
    for (boolean bias : new boolean[] {false, true}) {
      parameters.close();
      var quantizer = codes(3, 20, CodeLearning.linear(bias));
      float[] c = parameters.get("codes").toFloats();
      float[] w = parameters.get("weight").toFloats();
      float[] b = bias ? parameters.get("bias").toFloats() : new float[3];
      float[] folded = values(quantizer);
      for (int i = 0; i < folded.length; i++) {
        double sum = b[i % 3];
        for (int d = 0; d < 3; d++) {
          sum += (double) w[i % 3 * 3 + d] * c[i / 3 * 3 + d];
        }
        assertEquals(sum, folded[i], 1e-6, seed);
      }
      assertFalse(Arrays.equals(c, folded));
      assertFalse(parameters.get("codes").requiresGrad());
    }
  }

  @Test
  void frozenCodesStayThroughTraining() {
    var quantizer = codes(3, 20, CodeLearning.linear(true));
    float[] before = parameters.get("codes").toFloats();
    try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      for (int step = 0; step < 3; step++) {
        try (var scope = new Scope()) {
          quantizer.forward(Tensor.of(seed.normals(30, 1), 10, 3)).loss().backward();
          optimizer.step(1e-2);
          quantizer.changed();
        }
      }
    }
    assertArrayEquals(before, parameters.get("codes").toFloats());
  }

  @Test
  void theSearchIsRebuiltOnlyAfterAChange() {
    var quantizer = codes(3, 20, CodeLearning.gradient());
    var frozen = quantizer.freeze();
    try (var optimizer = new AdamW(parameters, PLAIN);
        var scope = new Scope()) {
      var loss = quantizer.forward(Tensor.of(seed.normals(30, 1), 10, 3)).loss();
      assertSame(frozen, quantizer.freeze());
      loss.backward();
      assertSame(frozen, quantizer.freeze());
      optimizer.step(1e-2);
      assertNotSame(frozen, quantizer.freeze());
    }
    parameters.set("codes", new float[60]);
    assertArrayEquals(new float[60], values(quantizer));
  }

  /** Codes of a large codebook are picked without a distance per vector and code in libtorch. */
  @Test
  void aLargeCodebookLearns() {
    var quantizer = codes(8, 16_384, CodeLearning.averages().start(Start.NORMAL).restart(0.01));
    try (var scope = new Scope()) {
      var z = Tensor.of(seed.normals(2_000 * 8, 1), 2_000, 8).requireGrad(true);
      var result = quantizer.forward(z);
      result.loss().backward();
      assertTrue(Objects.requireNonNull(z.grad()).abs().sum().item() > 0);
      quantizer.changed();
    }
  }

  @Test
  void codesThatDivergeAreNamed() {
    var quantizer = codes(2, 3, CodeLearning.gradient());
    parameters.set("codes", new float[] {0, 0, 1, Float.NaN, 2, 2});
    var e = assertThrows(TrainingException.class, quantizer::freeze);
    assertEquals(
        "codes diverged: expected finite numbers, found NaN in code 1 at 1", e.getMessage());
  }

  @Test
  void whatCannotBeIsRefused() {
    var linear = CodeLearning.linear(false);
    assertThrows(IllegalArgumentException.class, () -> linear.restart(0.1));
    assertThrows(IllegalArgumentException.class, () -> linear.start(Start.KMEANS));
    var plain = CodeLearning.gradient();
    assertThrows(IllegalArgumentException.class, () -> plain.decay(1));
    assertThrows(IllegalArgumentException.class, () -> plain.commitment(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> codes(3, 0, plain));
    var quantizer = codes(3, 8, CodeLearning.averages());
    var state = new LinkedHashMap<>(quantizer.state());
    state.put("codes", new float[23]);
    var e = assertThrows(IllegalArgumentException.class, () -> quantizer.restore(state));
    assertEquals("expected 24 values of codes, found 23", e.getMessage());
  }
}
