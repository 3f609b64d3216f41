package dev.jeton.learn.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.Generator;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FlowSamplerTest {
  private static final VelocityField NEVER =
      (x, t) -> {
        throw new AssertionError("the unconditional field was asked");
      };

  /**
   * Of data N(mean, deviation²), noised, E[noise − data | x_t]; the way through it is x_t = (1 − t)
   * mean + σ_t · noise with σ_t² = t² + (1 − t)² deviation².
   */
  private static VelocityField gaussian(double mean, double deviation) {
    return (x, t) -> {
      double variance = t * t + (1 - t) * (1 - t) * deviation * deviation;
      double slope = (t - (1 - t) * deviation * deviation) / variance;
      return x.sub((1 - t) * mean).mul(slope).sub(mean);
    };
  }

  @Test
  void convergesAtOrderOneToTheExactFlow() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      double mean = seed.random().nextDouble(-2, 2);
      double deviation = seed.random().nextDouble(0.3, 0.8);
      var noise = Tensor.of(seed.normals(50, 1), 10, 5);
      var exact = noise.mul(deviation).add(mean);
      var errors = new double[4];
      for (int i = 0; i < 4; i++) {
        var reached = new FlowSampler(40 << i).sample(gaussian(mean, deviation), NEVER, noise);
        errors[i] = Math.sqrt(reached.sub(exact).square().mean().item());
      }
      for (int i = 1; i < 4; i++) {
        assertEquals(2, errors[i - 1] / errors[i], 0.25, seed.get() + Arrays.toString(errors));
      }
      assertTrue(errors[3] < 0.02, seed.get() + Arrays.toString(errors));
    }
  }

  @Test
  void guidanceOfOneIsTheConditionalAndCostsOnePass() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      var noise = Tensor.of(seed.normals(24, 1), 4, 2, 3);
      var field = gaussian(0.5, 0.4);
      float[] plain = new FlowSampler(7).sample(field, NEVER, noise).toFloats();
      for (var guidance :
          new VelocityGuidance[] {
            new VelocityGuidance.ClassifierFree(1), new VelocityGuidance.Normalised(1, -0.5, 2.5)
          }) {
        assertArrayEquals(
            plain, new FlowSampler(7, guidance).sample(field, NEVER, noise).toFloats(), seed.get());
        var once = guidance.start().guide(noise, noise.mul(3).add(1));
        assertArrayEquals(noise.toFloats(), once.toFloats(), seed.get());
      }
    }
  }

  @Test
  void classifierFreeGoesBeyondTheConditional() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      var conditional = Tensor.of(seed.normals(24, 1), 4, 6);
      var without = Tensor.of(seed.normals(24, 1), 4, 6);
      var guided = new VelocityGuidance.ClassifierFree(3).start().guide(conditional, without);
      var expected = without.add(conditional.sub(without).mul(3));
      assertArrayEquals(expected.toFloats(), guided.toFloats(), 1e-4f, seed.get());
    }
  }

  @Test
  void normalisedRemovesTheParallelPart() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      var conditional = Tensor.of(seed.normals(4 * 60, 1), 4, 3, 4, 5);
      var guidance = new VelocityGuidance.Normalised(7.5, -0.5, 2.5);
      var run = guidance.start();
      for (int step = 0; step < 3; step++) {
        float[] guided = run.guide(conditional, conditional.mul(0.3 - step)).toFloats();
        assertArrayEquals(conditional.toFloats(), guided, 1e-4f, seed.get());
      }
    }
  }

  @Test
  void normalisedBoundsTheDifferenceAndRemembersIt() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      double size = seed.random().nextDouble(0.1, 1);
      var conditional = Tensor.of(new float[] {1, 0, 2, 0}, 2, 2);
      var without = Tensor.of(new float[] {1, (float) -size, 2, -9}, 2, 2); // a right angle
      var run = new VelocityGuidance.Normalised(3, -0.5, 2.5).start();
      float[] first = run.guide(conditional, without).toFloats();
      assertArrayEquals(new float[] {1, (float) (2 * size), 2, 5}, first, 1e-4f, seed.get());
      float[] second = run.guide(conditional, without).toFloats(); // half of it is taken back
      assertArrayEquals(new float[] {1, (float) size, 2, 5}, second, 1e-4f, seed.get());
    }
  }

  @Test
  void velocityIsTheDerivativeOfTheWay() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      var x = Tensor.of(seed.normals(60, 1), 5, 3, 4);
      var draw = new RectifiedFlow(true).draw(x, new Generator(seed.random().nextLong()));
      float h = 0.0625f;
      var up = draw.times().clone();
      var down = draw.times().clone();
      for (int i = 0; i < up.length; i++) {
        up[i] += h;
        down[i] -= h;
      }
      var slope =
          RectifiedFlow.mixed(x, draw.noise(), up)
              .noisy()
              .sub(RectifiedFlow.mixed(x, draw.noise(), down).noisy())
              .div(2 * h);
      assertArrayEquals(draw.target().toFloats(), slope.toFloats(), 1e-4f, seed.get());
      assertArrayEquals(
          x.toFloats(), RectifiedFlow.mixed(x, draw.noise(), new float[5]).noisy().toFloats());
      var ends = new float[5];
      Arrays.fill(ends, 1);
      assertArrayEquals(
          draw.noise().toFloats(), RectifiedFlow.mixed(x, draw.noise(), ends).noisy().toFloats());
      assertEquals(0, draw.loss(draw.target()).item());
      assertEquals(4, draw.loss(draw.target().add(2)).item(), 1e-4);
    }
  }

  @Test
  void timesAreLogitNormal() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      int n = 4000;
      for (boolean stratified : new boolean[] {false, true}) {
        var times = new RectifiedFlow(stratified).times(n, new Generator(seed.random().nextLong()));
        double sum = 0;
        double squares = 0;
        for (float t : times) {
          double logit = Math.log(t / (1 - (double) t));
          sum += logit / n;
          squares += logit * logit / n;
        }
        assertEquals(0, sum, stratified ? 2e-3 : 0.1, seed.get());
        assertEquals(1, squares, stratified ? 2e-2 : 0.15, seed.get());
      }
    }
  }

  @Test
  void stratifiedTimesAreOneOfEachPart() {
    var seed = new Seed();
    try (var scope = new Scope()) {
      var times = new RectifiedFlow(true).times(10, new Generator(seed.random().nextLong()));
      Arrays.sort(times);
      for (int i = 1; i < 10; i++) {
        double edge = 1 / (1 + Math.exp(-NormalQuantile.of(i / 10.0)));
        assertTrue(times[i - 1] <= edge + 1e-6 && edge - 1e-6 <= times[i], seed);
      }
    }
  }

  /** Table values of Φ. */
  @Test
  void quantilesOfTheNormalDistribution() {
    assertEquals(0, NormalQuantile.of(0.5), 1e-9);
    assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-8);
    assertEquals(-1.281551565544600, NormalQuantile.of(0.1), 1e-8);
    assertEquals(-3.090232306167814, NormalQuantile.of(0.001), 1e-8);
    assertThrows(IllegalArgumentException.class, () -> NormalQuantile.of(0));
  }

  @Test
  void wantsAStep() {
    assertThrows(IllegalArgumentException.class, () -> new FlowSampler(0));
  }
}
