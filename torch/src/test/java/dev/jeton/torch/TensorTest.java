package dev.jeton.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void valuesComeBackInRowMajorOrder() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, x.transpose(0, 1).toFloats());
      assertArrayEquals(new long[] {3, 2}, x.transpose(0, 1).shape());
      assertArrayEquals(new long[] {7, -1}, Tensor.of(new long[] {7, -1}, 2).toLongs());
      assertArrayEquals(new float[0], Tensor.of(new float[0], 0).toFloats());
    }
  }

  @Test
  void aWrongCountIsRefused() {
    try (var scope = new Scope()) {
      var e = assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1, 2}, 3));
      assertEquals("shape [3] holds 3 values, found 2", e.getMessage());
    }
  }

  @Test
  void gradientsOfAProduct() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 2}, 2).requireGrad(true);
      var y = Tensor.of(new float[] {3, 4}, 2).requireGrad(true);
      x.mul(y).sum().backward();
      assertArrayEquals(new float[] {3, 4}, Objects.requireNonNull(x.grad()).toFloats());
      assertArrayEquals(new float[] {1, 2}, Objects.requireNonNull(y.grad()).toFloats());
    }
  }

  @Test
  void gradientsOfTwoLossesBeforeBackward() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 2}, 2).requireGrad(true);
      var shared = x.square();
      var first = shared.sum();
      var second = shared.mul(3).sum();
      assertArrayEquals(new float[] {2, 4}, GradOps.gradients(first, x).getFirst().toFloats());
      var both = GradOps.gradients(second, x, shared);
      assertArrayEquals(new float[] {6, 12}, both.get(0).toFloats());
      assertArrayEquals(new float[] {3, 3}, both.get(1).toFloats());
      assertNull(x.grad());
      first.add(second).backward();
      assertArrayEquals(new float[] {8, 16}, Objects.requireNonNull(x.grad()).toFloats());
      var other = Tensor.zeros(1).requireGrad(true);
      assertThrows(TorchException.class, () -> GradOps.gradients(x.square().sum(), other));
    }
  }

  @Test
  void batchNormLeavesMeanAndVarianceOfItsOwn() {
    try (var scope = new Scope()) {
      var x = new Generator(5).normal(4, 2, 3, 3).mul(7).add(3);
      var gain = Tensor.of(new float[] {2, 1}, 2);
      var y = NetOps.batchNorm(x, gain, Tensor.of(new float[] {0, 5}, 2), 1e-5);
      assertArrayEquals(new float[] {0, 5}, y.mean(0, 2, 3).toFloats(), 1e-4f);
      var centred = y.sub(y.mean(0, 2, 3));
      assertArrayEquals(new float[] {4, 1}, centred.square().mean(0, 2, 3).toFloats(), 1e-3f);
    }
  }

  @Test
  void shufflesAreInverse() {
    try (var scope = new Scope()) {
      var x = new Generator(3).normal(2, 3, 8, 4);
      var y = ImageOps.pixelShuffle(ImageOps.pixelUnshuffle(x, 4), 4);
      assertArrayEquals(x.toFloats(), y.toFloats());
    }
  }

  @Test
  void partialCellsAreAveragedOverWhatIsThere() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
      assertArrayEquals(new float[] {3, 4.5f}, ImageOps.averagePool(x, 2).toFloats());
    }
  }

  @Test
  void pickingJoiningScattering() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      var ids = Tensor.of(new int[] {1, 0, 1}, 3);
      assertArrayEquals(new float[] {3, 4, 1, 2, 3, 4}, IndexOps.embedding(x, ids).toFloats());
      assertArrayEquals(new float[] {2, 1, 4, 3}, x.flip(1).toFloats());
      var twice = Tensor.of(new int[] {1, 1}, 2);
      assertArrayEquals(
          new float[] {0, 0, 4, 6}, IndexOps.addAt(Tensor.zeros(2, 2), 0, twice, x).toFloats());
      assertArrayEquals(
          new float[] {1, 2, 3, 4, 1, 2, 3, 4}, IndexOps.cat(List.of(x, x), 0).toFloats());
      assertArrayEquals(new long[] {0, 0}, IndexOps.argmin(x, 1).toLongs());
    }
  }

  @Test
  void eigenvectorsOfASymmetricMatrix() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {2, 1, 1, 2}, 2, 2);
      var eigen = MatrixOps.eigh(x);
      assertArrayEquals(new float[] {1, 3}, eigen.values().toFloats(), 1e-5f);
      var again = eigen.vectors().mul(eigen.values()).matmul(eigen.vectors().transpose(0, 1));
      assertArrayEquals(x.toFloats(), again.toFloats(), 1e-5f);
    }
  }

  @Test
  void crossEntropyAndAttention() {
    try (var scope = new Scope()) {
      var logits = Tensor.of(new float[] {0, 0, 0, 0}, 1, 4);
      assertEquals(
          Math.log(4), NetOps.crossEntropy(logits, Tensor.of(new int[] {2}, 1)).item(), 1e-6);
      var v = Tensor.of(new float[] {1, 3}, 1, 1, 2, 1);
      var same = Tensor.zeros(1, 1, 2, 1);
      assertArrayEquals(
          new float[] {2, 2}, NetOps.attention(same, same, v, false).toFloats(), 1e-6f);
      assertArrayEquals(
          new float[] {1, 2}, NetOps.attention(same, same, v, true).toFloats(), 1e-6f);
    }
  }

  @Test
  void equalSeedsGiveEqualNoise() {
    try (var scope = new Scope()) {
      assertArrayEquals(
          new Generator(9).normal(20).toFloats(), new Generator(9).normal(20).toFloats());
    }
  }

  @Test
  void theVersionGrowsWithEveryChangeInPlace() {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD);
        var scope = new Scope()) {
      var weight = parameters.constant("weight", 1, 3);
      long made = weight.version();
      weight.mul(2).square().sum().backward();
      assertEquals(made, weight.version());
      optimizer.step(0.1);
      long stepped = weight.version();
      assertTrue(stepped > made);
      parameters.set("weight", new float[3]);
      assertTrue(weight.version() > stepped);
    }
  }
}
