package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Signal;
import dev.jeton.measure.ImageQuality;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LossesTest {

  /** Smooth values in 0..1. */
  private static float[] picture(Seed seed, int height, int width) {
    var pixels = new float[height * width * 3];
    double a = seed.random().nextDouble(0.02, 0.2);
    double b = seed.random().nextDouble(0.02, 0.2);
    for (int i = 0; i < pixels.length; i++) {
      int p = i / 3;
      pixels[i] =
          (float) (0.5 + 0.4 * Math.sin(a * (p % width) + i % 3) * Math.cos(b * (p / width)));
    }
    return pixels;
  }

  private static Tensor tensor(float[] pixels, int height, int width) {
    return Tensor.of(pixels, 1, height, width, 3).permute(0, 3, 1, 2);
  }

  @Test
  void msSsimIsTheOneThatMeasures() {
    var seed = new Seed();
    int height = 181;
    int width = 200;
    var x = picture(seed, height, width);
    var y = x.clone();
    var noise = seed.normals(y.length, 0.05);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.clamp(y[i] + noise[i], 0, 1);
    }
    double measured =
        ImageQuality.msSsim(new Signal.Image(width, height, x), new Signal.Image(width, height, y));
    try (var scope = new Scope()) {
      double loss = Losses.msSsim(tensor(x, height, width), tensor(y, height, width), 5).item();
      assertEquals(measured, loss, 2e-4, seed);
      assertEquals(
          1, Losses.msSsim(tensor(x, height, width), tensor(x, height, width), 5).item(), 1e-5);
    }
  }

  @Test
  void sidesThatAreTooShortAreRefused() {
    try (var scope = new Scope()) {
      var x = Tensor.zeros(1, 3, 87, 200);
      var e = assertThrows(IllegalArgumentException.class, () -> Losses.msSsim(x, x, 4));
      assertEquals(
          "MS-SSIM over 4 scales wants sides of at least 88, found 87 x 200", e.getMessage());
      assertEquals(3, Losses.scales(87));
      assertEquals(4, Losses.scales(128));
      assertEquals(5, Losses.scales(176));
    }
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    var seed = new Seed();
    int side = 24;
    var y = picture(seed, side, side);
    try (var scope = new Scope()) {
      var other = tensor(y, side, side);
      gradient(seed, side, x -> Losses.squared(x, other));
      var apart = other.add(2); // |x − y| has no derivative where x = y
      gradient(seed, side, x -> Losses.absolute(x, apart));
      gradient(seed, side, x -> Losses.msSsim(x, other, 2));
      gradient(seed, side, x -> Losses.gaussianBits(x.sub(other), Tensor.full(0.3, 1, 1, 1, 1)));
    }
  }

  /** The derivative in the direction of the gradient's signs, by backward() and by differences. */
  private static void gradient(Seed seed, int side, UnaryOperator<Tensor> loss) {
    var x = tensor(picture(seed, side, side), side, side).contiguous().requireGrad(true);
    loss.apply(x).sum().backward();
    var grad = Objects.requireNonNull(x.grad());
    double along = grad.abs().sum().item();
    double h = 1e-3;
    var plus = loss.apply(x.detach().add(grad.sign().mul(h))).sum().item();
    var minus = loss.apply(x.detach().sub(grad.sign().mul(h))).sum().item();
    assertEquals((plus - minus) / (2 * h), along, 0.02 * along + 1e-3, seed);
  }

  @Test
  void lossesAreOneValuePerImage() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {0, 0, 1, 3}, 2, 1, 1, 2);
      var y = Tensor.zeros(2, 1, 1, 2);
      assertArrayEquals(new float[] {0, 5}, Losses.squared(x, y).toFloats());
      assertArrayEquals(new float[] {0, 2}, Losses.absolute(x, y).toFloats());
      // ½ · 1 · log₂(1 + 3² / 1) = 1.661 at one of two places
      double bits = 0.5 * (Math.log(10) + Math.log(2)) / Math.log(2) / 2;
      assertArrayEquals(
          new float[] {0, (float) bits},
          Losses.gaussianBits(x, Tensor.full(1, 2, 1, 1, 1)).toFloats(),
          1e-5f);
    }
  }
}
