package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private final Seed seed = new Seed();

  /** The gradient that arrives at z where {@code upstream} arrives at the codes. */
  private static float[] gradient(Estimator estimator, float[] z, float[] q, float[] upstream) {
    try (var scope = new Scope()) {
      var vector = Tensor.of(z, 1, z.length).requireGrad(true);
      var codes = Tensor.of(q, 1, q.length).requireGrad(true);
      var decoded = estimator.apply(vector, codes);
      assertArrayEquals(q, decoded.toFloats());
      decoded.mul(Tensor.of(upstream, 1, q.length)).sum().backward();
      assertTrue(codes.grad() == null, "no gradient goes to the codes");
      return Objects.requireNonNull(vector.grad()).toFloats();
    }
  }

  @Test
  void straightThroughHandsTheGradientOn() {
    float[] upstream = seed.normals(5, 1);
    assertArrayEquals(
        upstream,
        gradient(Estimator.STRAIGHT_THROUGH, seed.normals(5, 1), seed.normals(5, 1), upstream));
  }

  /** z along x, q along y and twice as long: a quarter turn, and the gradient turns back. */
  @Test
  void rotationTurnsAndScalesTheGradient() {
    float[] found =
        gradient(
            Estimator.ROTATION,
            new float[] {1, 0, 0},
            new float[] {0, 2, 0},
            new float[] {3, 5, 7});
    assertArrayEquals(new float[] {10, -6, 14}, found, 1e-5f);
  }

  /** A rotation keeps lengths and angles: what pointed along q points along z. */
  @Test
  void rotationKeepsAngles() {
    float[] z = seed.normals(6, 1);
    float[] q = seed.normals(6, 1);
    float[] upstream = seed.normals(6, 1);
    float[] found = gradient(Estimator.ROTATION, z, q, upstream);
    double scale = Math.sqrt(dot(q, q) / dot(z, z));
    assertEquals(
        scale * scale * dot(upstream, upstream), dot(found, found), 1e-3 * dot(found, found), seed);
    assertEquals(
        scale * dot(upstream, q) / Math.sqrt(dot(q, q)),
        dot(found, z) / Math.sqrt(dot(z, z)),
        1e-3 * (1 + scale),
        seed);
  }

  @Test
  void whereNoRotationIsDefinedItIsStraightThrough() {
    float[] upstream = {3, 5};
    for (var pair :
        new float[][][] {
          {{0, 0}, {1, 1}}, {{1, 1}, {0, 0}}, {{1, 2}, {-2, -4}}, {{0, 0}, {0, 0}}
        }) {
      assertArrayEquals(upstream, gradient(Estimator.ROTATION, pair[0], pair[1], upstream));
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
