package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GridTokenModelTest {
  private static final Transformer.Shape TRUNK = new Transformer.Shape(2, 16, 2, 32, true);

  /** Weights that start at zero are given values, so that every layer counts. */
  private static void disturb(Parameters parameters) {
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              var noise = new Generator(name.hashCode()).normal(tensor.shape()).mul(0.2);
              tensor.copyFrom(tensor.add(noise));
            });
  }

  @Test
  void placeByPlaceEqualsAllAtOnce() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var transformer = new Transformer(TRUNK, parameters, "t.");
      disturb(parameters);
      var rotary = Rotary.grid(3, 8);
      var x = new Generator(2).normal(2, 10, 16);
      float[] whole = transformer.forward(x, rotary).toFloats();
      var session = transformer.session(2, 10, rotary);
      for (int round = 0; round < 2; round++) {
        session.restart();
        for (int place = 0; place < 10; place++) {
          float[] row = session.step(x.narrow(1, place, 1)).toFloats();
          for (int b = 0; b < 2; b++) {
            for (int d = 0; d < 16; d++) {
              assertEquals(whole[(b * 10 + place) * 16 + d], row[b * 16 + d], 1e-4f);
            }
          }
        }
      }
    }
  }

  @Test
  void laterPlacesDoNotMatter() {
    try (var parameters = new Parameters(1, Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var transformer = new Transformer(TRUNK, parameters, "t.");
      disturb(parameters);
      var x = new Generator(2).normal(1, 6, 16);
      var early = transformer.forward(x.narrow(1, 0, 4), null).toFloats();
      var late = transformer.forward(x, null).narrow(1, 0, 4).toFloats();
      assertArrayEquals(early, late, 1e-5f);
    }
  }

  @Test
  void rotationKeepsLengthsAndSeesOnlyDistances() {
    try (var scope = new Scope()) {
      var rotary = Rotary.line(12, 8);
      var q = new Generator(3).normal(1, 1, 1, 8).expand(1, 1, 12, 8);
      var k = new Generator(4).normal(1, 1, 1, 8).expand(1, 1, 12, 8);
      var turned = rotary.turn(q);
      float[] before = q.square().sum(3).toFloats();
      assertArrayEquals(before, turned.square().sum(3).toFloats(), 1e-4f);
      float[] scores = turned.matmul(rotary.turn(k).transpose(2, 3)).toFloats();
      assertEquals(scores[3 * 12], scores[11 * 12 + 8], 1e-4f);
      assertNotEquals(scores[3 * 12], scores[4 * 12], 1e-4f);
    }
  }

  /**
   * A world in which the first sub-token is the class and the second is the first's square modulo
   * 5, except at the last place, where a coin decides between 0 and 1.
   */
  @Test
  void learnsSubTokensThatDependOnEachOther() {
    int places = 4;
    var shape = new GridTokenModel.Shape(List.of(4, 5), 2, 4, TRUNK, 1);
    try (var parameters = new Parameters(5, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      var random = new SplittableRandom(11); // one training, the same each time
      double loss = 0;
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < 150; step++) {
          try (var scope = new Scope()) {
            int n = 32;
            var labels = new int[n];
            var ids = new int[n * places * 2];
            for (int i = 0; i < n; i++) {
              labels[i] = random.nextInt(4);
              for (int p = 0; p < places; p++) {
                int at = (i * places + p) * 2;
                ids[at] = labels[i];
                ids[at + 1] = p == places - 1 ? random.nextInt(2) : labels[i] * labels[i] % 5;
              }
            }
            var total = model.loss(Tensor.of(ids, n, places, 2), Tensor.of(labels, n));
            loss = total.item();
            total.backward();
            optimizer.step(5e-3);
          }
        }
      }
      // Only the coin is left: ln 2 at one of eight sub-tokens.
      assertEquals(Math.log(2) / 8, loss, 0.03);
      int[] drawn = model.generate(new int[] {0, 1, 2, 3, 3, 3, 3, 3}, 0.7, 9);
      int coins = 0;
      for (int i = 0; i < 8; i++) {
        int label = Math.min(i, 3);
        for (int p = 0; p < places - 1; p++) {
          assertEquals(label, drawn[(i * places + p) * 2]);
          assertEquals(label * label % 5, drawn[(i * places + p) * 2 + 1]);
        }
        coins += drawn[(i * places + places - 1) * 2 + 1];
      }
      assertTrue(coins > 0 && coins < 8, "all coins fell alike: " + coins);
      assertArrayEquals(drawn, model.generate(new int[] {0, 1, 2, 3, 3, 3, 3, 3}, 0.7, 9));
    }
  }

  /** A line whose token at place p is class + p modulo 4. */
  @Test
  void learnsALine() {
    int places = 5;
    var shape = GridTokenModel.Shape.line(List.of(4), places, 4, TRUNK, 0);
    try (var parameters = new Parameters(5, Device.CPU)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      var labels = new int[] {0, 1, 2, 3};
      var ids = new int[4 * places];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = (i / places + i % places) % 4;
      }
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < 80; step++) {
          try (var scope = new Scope()) {
            model.loss(Tensor.of(ids, 4, places, 1), Tensor.of(labels, 4)).backward();
            optimizer.step(1e-2);
          }
        }
      }
      assertArrayEquals(ids, model.generate(labels, 0.3, 9));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new GridTokenModel.Shape(List.of(4), 2, 3, 4, TRUNK, 0, false, false));
  }
}
