package dev.jeton.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdamWTest {
  private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.99, 1e-8, 0.1, false);

  /** The loss a·x² + b·x has gradient 2·a·x + b. */
  private static void step(Parameters parameters, AdamW optimizer, double rate) {
    try (var scope = new Scope()) {
      var x = parameters.get("x");
      x.square().mul(3).add(x).sum().backward();
    }
    optimizer.step(rate);
  }

  @Test
  void equalsTheFormula() {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, SETTINGS)) {
      parameters.add("x", new float[] {0.5f, -2}, 2);
      double[] x = {0.5, -2};
      double[] m = new double[2];
      double[] v = new double[2];
      for (int t = 1; t <= 5; t++) {
        step(parameters, optimizer, 0.05);
        for (int i = 0; i < 2; i++) {
          double g = 6 * x[i] + 1;
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.99 * v[i] + 0.01 * g * g;
          x[i] -= 0.05 * 0.1 * x[i];
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double square = v[i] / (1 - Math.pow(0.99, t));
          x[i] -= 0.05 * mean / (Math.sqrt(square) + 1e-8);
        }
        var found = parameters.get("x").toFloats();
        assertEquals(x[0], found[0], 1e-6, "step " + t);
        assertEquals(x[1], found[1], 1e-6, "step " + t);
      }
    }
  }

  @Test
  void goesOnExactlyFromItsState() {
    try (var a = new Parameters(1, Device.CPU);
        var b = new Parameters(1, Device.CPU);
        var first = new AdamW(a, SETTINGS);
        var second = new AdamW(b, SETTINGS)) {
      a.normal("x", 1, 7);
      b.normal("x", 1, 7);
      for (int i = 0; i < 4; i++) {
        step(a, first, 0.01);
      }
      b.set("x", a.get("x").toFloats());
      second.restore(first.state(), first.steps());
      step(a, first, 0.01);
      step(b, second, 0.01);
      assertArrayEquals(a.get("x").toFloats(), b.get("x").toFloats());
    }
  }

  @Test
  void frozenParametersStay() {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, SETTINGS)) {
      parameters.add("x", new float[] {1}, 1);
      parameters.add("y.z", new float[] {1}, 1);
      parameters.learn("y.", false);
      try (var scope = new Scope()) {
        parameters.get("x").mul(parameters.get("y.z")).sum().backward();
        assertNotNull(parameters.get("x").grad());
        assertNull(parameters.get("y.z").grad());
      }
      optimizer.step(0.1);
      assertEquals(1, parameters.get("y.z").toFloats()[0]);
      assertTrue(parameters.get("x").toFloats()[0] < 1);
    }
  }

  @Test
  void clippingScalesAllGradientsToTheBound() {
    try (var parameters = new Parameters(1, Device.CPU)) {
      parameters.add("x", new float[] {1, 1}, 2);
      parameters.add("y", new float[] {1}, 1);
      try (var scope = new Scope()) {
        parameters.get("x").mul(3).sum().add(parameters.get("y").mul(4).sum()).backward();
        double norm = Math.sqrt(9 + 9 + 16);
        assertEquals(norm, parameters.clipGrads(1), 1e-5);
        assertEquals(1, parameters.clipGrads(1), 1e-5);
      }
    }
  }

  @Test
  void theScheduleRisesHoldsAndFalls() {
    var schedule = new Schedule(2, 0.1, 0.5, 0.05, Schedule.Fall.COSINE);
    assertEquals(1, schedule.at(0.05), 1e-12);
    assertEquals(2, schedule.at(0.3), 1e-12);
    assertEquals(1.05, schedule.at(0.75), 1e-12);
    assertEquals(0.1, schedule.at(1.0), 1e-12);
    assertEquals(0.1, schedule.at(1.3), 1e-12);
    assertEquals(0.525 * 2, new Schedule(2, 0.1, 0.5, 0.05, Schedule.Fall.LINEAR).at(0.75), 1e-12);
  }

  @Test
  void startingValuesDependOnSeedAndNameOnly() {
    try (var a = new Parameters(5, Device.CPU);
        var b = new Parameters(5, Device.CPU)) {
      a.normal("first", 1, 3);
      a.normal("second", 1, 3);
      b.normal("second", 1, 3);
      assertArrayEquals(a.get("second").toFloats(), b.get("second").toFloats());
    }
  }
}
