package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AdversarialTest {
  private static final int SIDE = 24;
  private final Seed seed = new Seed();

  private Tensor pictures(int n) {
    return Tensor.of(seed.normals(n * 3 * SIDE * SIDE, 0.3), n, 3, SIDE, SIDE);
  }

  private static PatchDiscriminator discriminator(Parameters parameters) {
    return new PatchDiscriminator(parameters, "d.", 3, 4, 2);
  }

  /** {@code loss} moves along {@code at} by what backward() says. */
  private void gradient(Tensor at, Tensor found, Function<Tensor, Tensor> loss) {
    double along = found.abs().sum().item();
    double h = 1e-3;
    var plus = loss.apply(at.detach().add(found.sign().mul(h))).item();
    var minus = loss.apply(at.detach().sub(found.sign().mul(h))).item();
    assertTrue(along > 0, seed);
    assertEquals((plus - minus) / (2 * h), along, 0.05 * along + 1e-4, seed);
  }

  @Test
  void theGeneratorsLossMovesTheGeneratorOnly() {
    try (var scope = new Scope();
        var parameters = new Parameters(3, Device.CPU)) {
      var d = discriminator(parameters);
      larger(parameters);
      var generated = pictures(2).requireGrad(true);
      d.generatorLoss(generated).backward();
      parameters.all().forEach((name, tensor) -> assertNull(tensor.grad(), name));
      gradient(generated, Objects.requireNonNull(generated.grad()), d::generatorLoss);
    }
  }

  /** Values at which verdicts differ: the usual start gives almost 0 everywhere. */
  private void larger(Parameters parameters) {
    for (var name : parameters.all().keySet()) {
      if (name.endsWith("weight")) {
        parameters.set(name, seed.normals((int) parameters.get(name).count(), 0.1));
      }
    }
  }

  @Test
  void theDiscriminatorsLossMovesTheDiscriminatorOnly() {
    try (var scope = new Scope();
        var parameters = new Parameters(3, Device.CPU)) {
      var d = discriminator(parameters);
      larger(parameters);
      var real = pictures(2).requireGrad(true);
      var generated = pictures(2).requireGrad(true);
      d.discriminatorLoss(real, generated).backward();
      assertNull(real.grad());
      assertNull(generated.grad());
      parameters.all().forEach((name, tensor) -> assertNotNull(tensor.grad(), name));
      var weight = parameters.get("d.1.weight");
      gradient(
          weight.detach().copy(),
          Objects.requireNonNull(weight.grad()).copy(),
          moved -> {
            parameters.set("d.1.weight", moved.toFloats());
            return d.discriminatorLoss(real, generated);
          });
    }
  }

  @Test
  void hingesAreFlatBeyondOne() {
    try (var scope = new Scope();
        var parameters = new Parameters(3, Device.CPU)) {
      var d = discriminator(parameters);
      // 24 → 12 → 6 → 5 → 4 places
      assertArrayEquals(new long[] {2, 1, 4, 4}, d.verdicts(pictures(2)).shape());
      parameters.set("d.3.weight", new float[(int) parameters.get("d.3.weight").count()]);
      parameters.set("d.3.bias", new float[] {3});
      assertEquals(0.5 * (0 + 4), d.discriminatorLoss(pictures(2), pictures(2)).item(), 1e-6);
      assertEquals(-3, d.generatorLoss(pictures(2)).item(), 1e-6);
    }
  }

  @Test
  void theAdaptiveWeightMakesBothPullAlike() {
    try (var scope = new Scope()) {
      var last = Tensor.of(new float[] {1, 2}, 2).requireGrad(true);
      var rec = last.square().sum(); // gradient 2, 4
      var gan = last.mul(0.5).sum(); // gradient 0.5, 0.5
      double weight = Math.sqrt(20) / (Math.sqrt(0.5) + 1e-4);
      assertEquals(weight, PatchDiscriminator.adaptiveWeight(rec, gan, last), 1e-3);
      assertEquals(1e4, PatchDiscriminator.adaptiveWeight(rec.mul(1e3), gan.mul(0), last));
      rec.add(gan).backward();
      assertNotNull(last.grad());
    }
  }

  @Test
  void thePerceptualDistanceIsZeroForEqualPicturesAndSymmetric() {
    try (var scope = new Scope();
        var parameters = new Parameters(3, Device.CPU)) {
      var first = Network.of("seq(conv(3,6,3),silu)", parameters, "a.");
      var second = Network.of("seq(down(6,8),silu)", parameters, "b.");
      parameters.learn("", false);
      var perceptual =
          new Perceptual(
              x -> {
                var map = first.forward(x);
                return java.util.List.of(map, second.forward(map));
              });
      var x = pictures(2).requireGrad(true);
      var y = pictures(2);
      assertArrayEquals(new float[] {0, 0}, perceptual.distance(x, x).toFloats(), seed);
      float[] there = perceptual.distance(x, y).toFloats();
      assertArrayEquals(there, perceptual.distance(y, x).toFloats(), 1e-6f, seed);
      assertTrue(there[0] > 0 && there[0] < 8, seed);
      perceptual.distance(x, y).sum().backward();
      parameters.all().forEach((name, tensor) -> assertNull(tensor.grad(), name));
      gradient(x, Objects.requireNonNull(x.grad()), moved -> perceptual.distance(moved, y).sum());
    }
  }
}
