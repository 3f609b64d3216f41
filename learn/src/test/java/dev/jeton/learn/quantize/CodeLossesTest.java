package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CodeLossesTest {
  private final Seed seed = new Seed();

  private static double entropy(double[] shares) {
    double sum = 0;
    for (double p : shares) {
      sum -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum;
  }

  /** {mean entropy of rows, entropy of the mean} of softmax(−‖z − e‖² / temperature). */
  private static double[] entropies(float[] z, float[] codes, int dim, double temperature) {
    int n = z.length / dim;
    int size = codes.length / dim;
    var mean = new double[size];
    double each = 0;
    for (int i = 0; i < n; i++) {
      var p = new double[size];
      double total = 0;
      for (int k = 0; k < size; k++) {
        double distance = 0;
        for (int d = 0; d < dim; d++) {
          distance += Math.pow((double) z[i * dim + d] - codes[k * dim + d], 2);
        }
        p[k] = Math.exp(-distance / temperature);
        total += p[k];
      }
      for (int k = 0; k < size; k++) {
        p[k] /= total;
        mean[k] += p[k] / n;
      }
      each += entropy(p) / n;
    }
    return new double[] {each, entropy(mean)};
  }

  @Test
  void entropyOfASearchedCodebook() {
    float[] z = seed.normals(20 * 3, 1);
    float[] codes = seed.normals(7 * 3, 1);
    double[] expected = entropies(z, codes, 3, 0.7);
    try (var scope = new Scope()) {
      var logits = CodeLosses.logits(Tensor.of(z, 20, 3), Tensor.of(codes, 7, 3), 0.7);
      assertEquals(expected[0] - expected[1], CodeLosses.entropy(logits).item(), 1e-5, seed);
    }
  }

  /** In chunks the value and both gradients are those of the whole. */
  @Test
  void entropyInChunksIsTheSame() {
    try (var scope = new Scope()) {
      var z = Tensor.of(seed.normals(20 * 3, 1), 20, 3).requireGrad(true);
      var codes = Tensor.of(seed.normals(7 * 3, 1), 7, 3).requireGrad(true);
      double whole = backward(BoundedEntropy.of(z, codes, 0.3, 1_000));
      float[] toZ = Objects.requireNonNull(z.grad()).toFloats();
      float[] toCodes = Objects.requireNonNull(codes.grad()).toFloats();
      for (long cells : new long[] {1, 21, 100}) {
        z.clearGrad();
        codes.clearGrad();
        assertEquals(whole, backward(BoundedEntropy.of(z, codes, 0.3, cells)), 1e-5, seed);
        assertArrayEquals(toZ, Objects.requireNonNull(z.grad()).toFloats(), 1e-5f, seed);
        assertArrayEquals(toCodes, Objects.requireNonNull(codes.grad()).toFloats(), 1e-5f, seed);
        z.clearGrad();
        assertEquals(whole, backward(BoundedEntropy.of(z, codes.detach(), 0.3, cells)), 1e-5, seed);
        assertArrayEquals(toZ, Objects.requireNonNull(z.grad()).toFloats(), 1e-5f, seed);
      }
    }
  }

  private static double backward(Tensor loss) {
    loss.backward();
    return loss.item();
  }

  @Test
  void entropyGoesFromSureAndEvenToEqual() {
    try (var scope = new Scope()) {
      var even = Tensor.of(new float[] {90, 0, 0, 0, 90, 0, 0, 0, 90}, 3, 3);
      assertEquals(-Math.log(3), CodeLosses.entropy(even).item(), 1e-6);
      assertEquals(0, CodeLosses.entropy(Tensor.zeros(3, 3)).item(), 1e-6);
      assertEquals(0, CodeLosses.entropy(even.narrow(0, 0, 1)).item(), 1e-6);
    }
  }

  /** Bits stand for a softmax over all corners, exactly as long as they are in one group. */
  @Test
  void bitsStandForAllCorners() {
    int bits = 4;
    for (double corner : new double[] {1, 0.5}) {
      float[] z = seed.normals(15 * bits, 1);
      var corners = new float[16 * bits];
      for (int i = 0; i < corners.length; i++) {
        corners[i] = (float) ((i / bits >> i % bits & 1) == 1 ? corner : -corner);
      }
      double[] expected = entropies(z, corners, bits, 0.9);
      try (var scope = new Scope()) {
        var logits = Tensor.of(z, 15, bits).mul(4 * corner / 0.9);
        assertEquals(expected[0], CodeLosses.bitEntropy(logits).item(), 1e-4, seed);
        assertEquals(expected[1], CodeLosses.meanCornerEntropy(logits, bits).item(), 1e-4, seed);
        double apart = 0;
        for (int d = 0; d < bits; d++) {
          apart += CodeLosses.meanCornerEntropy(logits.narrow(1, d, 1), 1).item();
        }
        assertEquals(apart, CodeLosses.meanCornerEntropy(logits, 1).item(), 1e-4, seed);
        double pairs =
            CodeLosses.meanCornerEntropy(logits.narrow(1, 0, 2), 2).item()
                + CodeLosses.meanCornerEntropy(logits.narrow(1, 2, 2), 2).item();
        assertEquals(pairs, CodeLosses.meanCornerEntropy(logits, 2).item(), 1e-4, seed);
      }
    }
  }

  @Test
  void sureBitsHaveNoEntropy() {
    try (var scope = new Scope()) {
      var logits = Tensor.of(new float[] {1e6f, -1e6f, 0, 1e4f}, 2, 2).requireGrad(true);
      var entropy = CodeLosses.bitEntropy(logits);
      assertEquals(Math.log(2) / 2, entropy.item(), 1e-6);
      entropy.backward();
      assertEquals(0, Objects.requireNonNull(logits.grad()).abs().sum().item(), 1e-6);
    }
  }

  @Test
  void diversityIsTheMeanSquaredCosine() {
    try (var scope = new Scope()) {
      var a = Tensor.of(new float[] {2, 0, 0, 3}, 2, 2);
      var b = Tensor.of(new float[] {-5, 0, 1, 1}, 2, 2);
      assertEquals((1 + 0.5) / 2, CodeLosses.diversity(a, b).item(), 1e-6);
    }
  }

  @Test
  void excessIsWhatGoesBeyond() {
    try (var scope = new Scope()) {
      var z = Tensor.of(new float[] {-3, 0.5f, 1.5f, 2}, 2, 2);
      assertEquals((4 + 0.25 + 1) / 4, CodeLosses.excess(z, 1).item(), 1e-6);
    }
  }
}
