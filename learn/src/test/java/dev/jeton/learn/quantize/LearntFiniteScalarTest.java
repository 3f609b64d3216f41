package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.learn.TrainingException;
import dev.jeton.torch.Generator;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LearntFiniteScalarTest {
  private static final int[] LEVELS = {8, 5, 4, 3, 2};

  /** The paper's code: tanh(x + shift) · half_l − offset, then rounding; here over ⌊L/2⌋. */
  @Test
  void theBoundIsThePapers() {
    try (var scope = new Scope()) {
      var x = new Generator(1).normal(50, LEVELS.length).mul(2);
      float[] in = x.toFloats();
      float[] out = LearntFiniteScalar.bound(x, LEVELS).toFloats();
      for (int i = 0; i < in.length; i++) {
        int level = LEVELS[i % LEVELS.length];
        double half = (level - 1) * 1.001 / 2;
        double offset = level % 2 == 0 ? 0.5 : 0;
        double ratio = offset / half;
        double shift = 0.5 * Math.log((1 + ratio) / (1 - ratio));
        double expected = (Math.tanh(in[i] + shift) * half - offset) / (level / 2);
        assertEquals(expected, out[i], 1e-5);
      }
      var zero = LearntFiniteScalar.bound(Tensor.zeros(1, LEVELS.length), LEVELS);
      assertArrayEquals(new float[LEVELS.length], zero.toFloats(), 1e-6f);
    }
  }

  @Test
  void everyLevelIsReachedThroughTheBound() {
    try (var scope = new Scope()) {
      var x = Tensor.range(400).floats().mul(0.05).sub(10).reshape(400, 1);
      for (int level : LEVELS) {
        var quantizer = new LearntFiniteScalar(level);
        var usage = new RecentUsage(quantizer.vocabulary(), 1);
        usage.add(quantizer.forward(LearntFiniteScalar.bound(x, level)).ids());
        assertEquals(level, usage.perLevel().getFirst().used());
      }
    }
  }

  @Test
  void collapseIsSaidClearly() {
    try (var scope = new Scope()) {
      var quantizer = new LearntFiniteScalar(8, 5, 5, 5);
      var usage = new RecentUsage(quantizer.vocabulary(), 4);
      usage.add(quantizer.forward(Tensor.full(0.9, 10, 4)).ids());
      var e = assertThrows(TrainingException.class, () -> usage.expect(0.1));
      assertEquals(
          "codes collapsed: level 0 used 1 of 1000 in 1 steps, perplexity 1.0, expected at least"
              + " 100.0",
          e.getMessage());
    }
  }

  @Test
  void theGradientPassesUnchanged() {
    try (var scope = new Scope()) {
      var z = Tensor.of(new float[] {0.3f, -0.8f, 7, -7}, 2, 2).requireGrad(true);
      var upstream = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      var decoded = new LearntFiniteScalar(5, 4).forward(z).decoded();
      assertArrayEquals(new float[] {0.5f, -1, 1, -1}, decoded.toFloats());
      decoded.mul(upstream).sum().backward();
      assertArrayEquals(new float[] {1, 2, 3, 4}, Objects.requireNonNull(z.grad()).toFloats());
      assertTrue(new LearntFiniteScalar(5).forward(Tensor.zeros(1, 1)).terms().isEmpty());
    }
  }
}
