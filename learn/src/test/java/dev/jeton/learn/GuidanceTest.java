package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.generate.Guidance;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GuidanceTest {
  private static final Transformer.Shape TRUNK = new Transformer.Shape(2, 16, 2, 32, true);

  private static GridTokenModel.Shape shape(List<Integer> sizes) {
    return new GridTokenModel.Shape(sizes, 2, 4, TRUNK, 1);
  }

  private static GridTokenModel model(GridTokenModel.Shape shape, Parameters parameters) {
    try (var scope = new Scope()) {
      var model = new GridTokenModel(shape, parameters);
      parameters
          .all()
          .forEach(
              (name, tensor) -> {
                var noise = new Generator(name.hashCode()).normal(tensor.shape()).mul(0.2);
                tensor.copyFrom(tensor.add(noise));
              });
      return model;
    }
  }

  /** Taken at commit 83e8c04, before there was guidance. */
  @Test
  void aModelWithoutGuidanceIsWhatItWas() {
    int[] plain = {5, 8, 5, 9, 9, 7, 4, 2, 6, 2, 7, 2, 7, 2, 10, 1, 6, 2, 10, 10};
    int[] inParts = {
      3, 2, 0, 4, 0, 4, 0, 4, 3, 3, 1, 3, 2, 2, 0, 4, 2, 2, 1, 4, //
      3, 2, 0, 2, 3, 2, 2, 4, 1, 3, 3, 4, 0, 0, 2, 0, 2, 0, 2, 4
    };
    assertSame(List.of(11), plain, 2.549703598022461);
    assertSame(List.of(4, 5), inParts, 1.860082745552063);
  }

  private static void assertSame(List<Integer> sizes, int[] drawn, double loss) {
    try (var parameters = new Parameters(5, Device.CPU)) {
      var model = model(shape(sizes), parameters);
      assertArrayEquals(drawn, model.generate(new int[] {0, 1, 2, 3, 3}, 0.8, 9));
      try (var scope = new Scope();
          var noGrad = new NoGrad()) {
        int parts = sizes.size();
        var ids = new int[2 * 4 * parts];
        Arrays.setAll(ids, i -> i % 4);
        var labels = Tensor.of(new int[] {1, 3}, 2);
        assertEquals(loss, model.loss(Tensor.of(ids, 2, 4, parts), labels).item(), 1e-5);
      }
    }
  }

  @Test
  void aScaleOfOneChangesNothing() {
    var seed = new Seed();
    long random = seed.random().nextLong();
    for (var sizes : List.of(List.of(11), List.of(4, 5))) {
      try (var parameters = new Parameters(5, Device.CPU)) {
        var model = model(shape(sizes).withClassless(), parameters);
        var labels = new int[] {0, 1, 2, 3, 4};
        int[] old = model.generate(labels, 0.8, random);
        for (var guidance : List.of(Guidance.constant(1), Guidance.powerCosine(1, 2.5))) {
          assertArrayEquals(old, model.generate(labels, 0.8, guidance, random), seed);
        }
        assertFalse(
            Arrays.equals(old, model.generate(labels, 0.8, Guidance.constant(9), random)), seed);
      }
    }
  }

  /** c + (g − 1)(c − u). */
  @Test
  void logitsMoveAwayFromThoseWithoutTheClass() {
    try (var scope = new Scope()) {
      var logits = Tensor.of(new float[] {1, 2, 5, 0, 0, 4, 3, 1}, 4, 2);
      assertArrayEquals(
          new float[] {3, -2, 9, -2}, GridTokenModel.guided(logits, 3).toFloats(), 1e-6f);
      assertArrayEquals(new float[] {1, 2, 5, 0}, GridTokenModel.guided(logits, 1).toFloats());
      assertArrayEquals(
          new float[] {0, 4, 3, 1}, GridTokenModel.guided(logits, 0).toFloats(), 1e-6f);
    }
  }

  @Test
  void guidanceNeedsAModelThatKnowsNoClass() {
    try (var parameters = new Parameters(5, Device.CPU)) {
      var model = model(shape(List.of(11)), parameters);
      var e =
          assertThrows(
              IllegalStateException.class,
              () -> model.generate(new int[1], 1, Guidance.constant(2), 1));
      assertEquals("this model is always told a class; its shape wants classless", e.getMessage());
    }
  }

  /** Each token is its class with chance 0.7, whatever stands before. */
  @Test
  void whatIsDrawnIsMoreOfItsClass() {
    var random = new SplittableRandom(4); // one training, the same each time
    var shape = new GridTokenModel.Shape(List.of(2), 2, 2, TRUNK, 0).withClassless();
    try (var parameters = new Parameters(5, Device.CPU);
        var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
      GridTokenModel model;
      try (var scope = new Scope()) {
        model = new GridTokenModel(shape, parameters);
      }
      for (int step = 0; step < 120; step++) {
        int n = 64;
        var labels = new int[n];
        var ids = new int[n * 4];
        for (int i = 0; i < ids.length; i++) {
          int label = i / 4 % 2;
          ids[i] = random.nextDouble() < 0.7 ? label : 1 - label;
          labels[i / 4] = i / 4 % 5 == 0 ? model.classless() : label;
        }
        try (var scope = new Scope()) {
          model.loss(Tensor.of(ids, n, 4, 1), Tensor.of(labels, n)).backward();
          optimizer.step(5e-3);
        }
      }
      double plain = share(model, Guidance.NONE);
      double guided = share(model, Guidance.constant(4));
      assertEquals(0.7, plain, 0.1);
      assertTrue(guided > plain + 0.1, plain + " to " + guided);
    }
  }

  /** Of tokens that are their class. */
  private static double share(GridTokenModel model, Guidance guidance) {
    var labels = new int[400];
    Arrays.setAll(labels, i -> i % 2);
    int[] drawn = model.generate(labels, 1, guidance, 3);
    int same = 0;
    for (int i = 0; i < drawn.length; i++) {
      same += drawn[i] == labels[i / 4] ? 1 : 0;
    }
    return same / (double) drawn.length;
  }
}
