package dev.jeton.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void closingFreesEverything() {
    long before = Scope.liveTensors();
    Tensor inside;
    try (var scope = new Scope()) {
      inside = Tensor.of(new float[] {1, 2, 3}, 3).add(1).mul(2);
      assertTrue(Scope.liveTensors() > before);
    }
    assertEquals(before, Scope.liveTensors());
    assertThrows(IllegalStateException.class, inside::shape);
  }

  @Test
  void keepLetsOneOut() {
    long before = Scope.liveTensors();
    Tensor kept;
    try (var outer = new Scope()) {
      try (var scope = new Scope()) {
        kept = scope.keep(Tensor.of(new float[] {1, 2, 3}, 3).add(1));
      }
      assertEquals(before + 1, Scope.liveTensors());
    }
    assertArrayEquals(new float[] {2, 3, 4}, kept.toFloats());
    kept.close();
    kept.close();
    assertEquals(before, Scope.liveTensors());
    assertThrows(IllegalStateException.class, kept::toFloats);
  }

  @Test
  void aTensorOfAnotherScopeCannotBeKept() {
    try (var outer = new Scope()) {
      var tensor = Tensor.zeros(2);
      try (var scope = new Scope()) {
        assertThrows(IllegalArgumentException.class, () -> scope.keep(tensor));
      }
    }
  }

  @Test
  void withoutAScopeNoTensorIsMade() {
    assertThrows(IllegalStateException.class, () -> Tensor.zeros(2));
  }

  @Test
  @SuppressWarnings("MustBeClosed")
  void scopesCloseInReverseOrder() {
    var outer = new Scope();
    var inner = new Scope();
    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    outer.close();
  }

  @Test
  void noGradEndsWithItsBlock() {
    try (var scope = new Scope()) {
      var x = Tensor.of(new float[] {2}, 1).requireGrad(true);
      try (var noGrad = new NoGrad()) {
        assertTrue(!x.mul(3).requiresGrad());
      }
      var y = x.mul(3);
      assertTrue(y.requiresGrad());
      y.backward();
      assertEquals(3, java.util.Objects.requireNonNull(x.grad()).item());
    }
  }

  @Test
  void errorsNameTheOperationAndTheShapes() {
    try (var scope = new Scope()) {
      var e =
          assertThrows(TorchException.class, () -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4, 5)));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("matmul of [2, 3] and [4, 5]: mat1 and mat2"),
          e.getMessage());
      assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }
  }
}
