package dev.jeton.learn.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every {@link TrainableQuantizer} keeps. */
abstract class TrainableQuantizerContract {
  protected final Seed seed = new Seed();

  /** A new one; called with parameters that hold its own, it takes those. */
  protected abstract TrainableQuantizer quantizer(Parameters parameters);

  @Test
  void freezingKeepsIdsAndVectors() {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      var net = TinyAutoencoder.around(parameters, quantizer(parameters));
      for (int step = 0; step < 12; step++) {
        if (step % 3 == 0) {
          assertFrozenAlike(net.quantizer());
        }
        assertTrue(Double.isFinite(net.train(optimizer, step)));
      }
      assertFrozenAlike(net.quantizer());
    }
  }

  private void assertFrozenAlike(TrainableQuantizer quantizer) {
    int n = 100;
    float[] rows = seed.normals(n * quantizer.dim(), 1);
    try (var scope = new Scope()) {
      var result = quantizer.forward(Tensor.of(rows, n, quantizer.dim()));
      var frozen = quantizer.freeze();
      assertEquals(frozen.dim(), quantizer.dim());
      assertEquals(frozen.vocabulary().sizes(), quantizer.vocabulary().sizes());
      var ids = new int[n * frozen.vocabulary().levels()];
      var vectors = new float[rows.length];
      frozen.encode(rows, n, ids);
      frozen.decode(ids, n, vectors);
      assertArrayEquals(ids, result.ids(), seed);
      assertArrayEquals(vectors, result.decoded().toFloats(), seed);
    }
  }

  @Test
  void aGradientReachesTheVectors() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer = quantizer(parameters);
      var z = Tensor.of(seed.normals(7 * quantizer.dim(), 1), 7, quantizer.dim());
      quantizer.forward(z.requireGrad(true)).decoded().square().sum().backward();
      var grad = Objects.requireNonNull(z.grad());
      assertTrue(grad.abs().sum().item() > 0);
    }
  }

  @Test
  void termsAreScalarsWithAGradient() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer = quantizer(parameters);
      var z = Tensor.of(seed.normals(7 * quantizer.dim(), 1), 7, quantizer.dim());
      var result = quantizer.forward(z.requireGrad(true));
      result
          .terms()
          .forEach(
              (name, term) -> {
                assertEquals(1, term.count(), name);
                assertTrue(term.requiresGrad(), name);
              });
      double sum = result.terms().values().stream().mapToDouble(Tensor::item).sum();
      assertEquals(sum, result.loss().item(), 1e-4 * (1 + Math.abs(sum)));
    }
  }

  @Test
  void aRestoredOneGoesOnTheSame() {
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      var net = TinyAutoencoder.around(parameters, quantizer(parameters));
      for (int step = 0; step < 5; step++) {
        assertTrue(Double.isFinite(net.train(optimizer, step)));
      }
      var values = new LinkedHashMap<String, float[]>();
      parameters.all().forEach((name, tensor) -> values.put(name, tensor.toFloats()));
      var moments = optimizer.state();
      var state = new LinkedHashMap<String, float[]>();
      net.quantizer().state().forEach((name, array) -> state.put(name, array.clone()));
      var losses = new double[5];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = net.train(optimizer, 5 + i);
      }
      try (var again = new Parameters(1, Device.CPU);
          var second = new AdamW(again, AdamW.Settings.STANDARD)) {
        var restored = TinyAutoencoder.around(again, quantizer(again));
        values.forEach(again::set);
        second.restore(moments, 5);
        restored.quantizer().restore(state);
        for (int i = 0; i < losses.length; i++) {
          assertEquals(losses[i], restored.train(second, 5 + i), "step " + i);
        }
      }
    }
  }

  @Test
  void tensorsStayFlat() {
    long before = Scope.liveTensors();
    try (var parameters = new Parameters(1, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      var net = TinyAutoencoder.around(parameters, quantizer(parameters));
      double unused = net.train(optimizer, 0);
      long live = Scope.liveTensors();
      for (int step = 1; step <= 200; step++) {
        unused = net.train(optimizer, step);
      }
      assertEquals(live, Scope.liveTensors());
    }
    assertEquals(before, Scope.liveTensors());
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer = quantizer(parameters);
      int dim = quantizer.dim();
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        float[] rows = seed.normals(9 * dim, 1);
        rows[seed.random().nextInt(rows.length)] = bad;
        var z = Tensor.of(rows, 9, dim);
        var e = assertThrows(IllegalArgumentException.class, () -> quantizer.forward(z));
        assertTrue(String.valueOf(e.getMessage()).contains("finite values, found " + bad), seed);
      }
    }
  }

  @Test
  void otherShapesAreRefused() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope()) {
      var quantizer = quantizer(parameters);
      int dim = quantizer.dim();
      for (var z :
          new Tensor[] {Tensor.zeros(3, dim + 1), Tensor.zeros(0, dim), Tensor.zeros(1, 3, dim)}) {
        var e = assertThrows(IllegalArgumentException.class, () -> quantizer.forward(z));
        assertTrue(String.valueOf(e.getMessage()).contains("[n, " + dim + "]"), e::getMessage);
      }
    }
  }
}
