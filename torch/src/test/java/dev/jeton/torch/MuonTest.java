package dev.jeton.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuonTest {
  private static final AdamW.Settings ADAM = new AdamW.Settings(0.9, 0.99, 1e-8, 0.1, false);
  private static final Muon.Settings SETTINGS = new Muon.Settings(0.9, ADAM, "w"::equals);

  /** The loss is the sum of w · g, so g is the gradient at each step. */
  private static void step(Parameters parameters, Optimizer optimizer, float[] g, double rate) {
    try (var scope = new Scope()) {
      for (var name : parameters.all().keySet()) {
        var p = parameters.get(name);
        p.mul(Tensor.of(g, p.shape())).sum().backward();
      }
    }
    optimizer.step(rate);
  }

  @ParameterizedTest
  @CsvSource({"3,3", "3,8", "8,3"})
  void changesAllDirectionsOfAMatrixAlike(int rows, int columns) {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = SETTINGS.of(parameters)) {
      parameters.constant("w", 0, rows, columns);
      float[] g;
      try (var draws = new Parameters(7, Device.CPU)) {
        g = draws.normal("g", 1, rows, columns).toFloats();
      }
      step(parameters, optimizer, g, 1);
      double size = 0.2 * Math.sqrt(Math.max(rows, columns));
      try (var scope = new Scope()) {
        var w = parameters.get("w").detach().div(size);
        var gram = rows <= columns ? w.matmul(w.transpose(0, 1)) : w.transpose(0, 1).matmul(w);
        for (float value : MatrixOps.eigh(gram).values().toFloats()) {
          double singular = Math.sqrt(value); // five rounds bring all of them to about 0.7 to 1.2
          assertTrue(singular > 0.5 && singular < 1.3, "singular value " + singular);
        }
        double against = w.mul(Tensor.of(g, rows, columns)).sum().item();
        assertTrue(against < 0, "goes downhill");
      }
    }
  }

  @Test
  void leavesOthersToAdamW() {
    float[] g = {1, -2, 0.5f, 3};
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU);
        var muon = SETTINGS.of(a);
        var adam = ADAM.of(b)) {
      a.constant("v", 0.5, 2, 2);
      b.constant("v", 0.5, 2, 2);
      for (int i = 0; i < 3; i++) {
        step(a, muon, g, 0.01);
        step(b, adam, g, 0.01);
      }
      assertArrayEquals(b.get("v").toFloats(), a.get("v").toFloats());
      assertEquals(3, muon.steps());
    }
  }

  @Test
  void goesOnExactlyFromItsState() {
    float[] g = {1, -2, 0.5f, 3};
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU);
        var first = SETTINGS.of(a);
        var second = SETTINGS.of(b)) {
      for (var parameters : new Parameters[] {a, b}) {
        parameters.normal("w", 1, 2, 2);
        parameters.normal("v", 1, 4);
      }
      for (int i = 0; i < 3; i++) {
        step(a, first, g, 0.01);
      }
      b.set("w", a.get("w").toFloats());
      b.set("v", a.get("v").toFloats());
      second.restore(first.state(), first.steps());
      step(a, first, g, 0.01);
      step(b, second, g, 0.01);
      assertArrayEquals(a.get("w").toFloats(), b.get("w").toFloats());
      assertArrayEquals(a.get("v").toFloats(), b.get("v").toFloats());
    }
  }
}
