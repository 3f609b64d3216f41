package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import dev.jeton.generate.Canvas;
import dev.jeton.generate.TokenModel;
import dev.jeton.kernels.Kernels;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.testkit.Seed;
import dev.jeton.torch.Device;
import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import dev.jeton.weights.WeightTensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What libtorch computes and what ships agree. */
class FrozenTokenModelTest {
  private static final int SIDE = 4;
  private static final int PLACES = SIDE * SIDE;
  private static final int IDS = 13;

  private final Seed seed = new Seed();
  private final Layout layout =
      new Layout(Vocabulary.of("v", IDS), List.of(Extent.of(PLACES)), Extent.of(1));

  /** Weights that start at zero are given values, so that every layer counts. */
  private void disturb(Parameters parameters) {
    long random = seed.random().nextInt(1 << 30);
    parameters
        .all()
        .forEach(
            (name, tensor) -> {
              var noise = new Generator(random + name.hashCode()).normal(tensor.shape());
              tensor.copyFrom(tensor.add(noise.mul(0.1)));
            });
  }

  private float[] frozen(TokenModel model, int condition, int[] ids) {
    var canvas = new Canvas(layout, PLACES);
    for (int i = 0; i < PLACES; i++) {
      if (ids[i] < IDS) {
        canvas.set(i, ids[i]);
      }
    }
    var logits = new float[PLACES * IDS];
    try (var session = model.open(new int[] {condition})) {
      session.predict(List.of(canvas), new int[][] {IntStream.range(0, PLACES).toArray()}, logits);
    }
    return logits;
  }

  @ParameterizedTest
  @CsvSource({"true,0", "true,4", "false,0", "false,4"})
  void sequencesAgree(boolean causal, int side) {
    var shape = new TokenShape(causal, IDS, PLACES, side, 5, true, 3, 48, 4, 64);
    try (var parameters = new Parameters(seed.random().nextLong(), Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var model = new TokenSequenceModel(shape, parameters);
      disturb(parameters);
      var exact = FrozenTokenModel.of(shape, parameters, WeightTensor.Type.F32).model(layout);
      var halves = FrozenTokenModel.of(shape, parameters, WeightTensor.Type.F16).model(layout);
      for (int condition = -1; condition < 5; condition++) {
        int[] ids =
            IntStream.range(0, PLACES)
                .map(i -> seed.random().nextInt(causal ? IDS : IDS + 1))
                .toArray();
        int row = condition < 0 ? shape.noClass() : condition;
        float[] learnt =
            model.logits(Tensor.of(ids, 1, PLACES), Tensor.of(new int[] {row}, 1)).toFloats();
        assertArrayEquals(learnt, frozen(exact, condition, ids), 1e-3f, seed);
        assertArrayEquals(learnt, frozen(halves, condition, ids), 5e-2f, seed);
      }
    }
  }

  @Test
  void gridsAgree() {
    var trunk = new Transformer.Shape(2, 32, 2, 48, true);
    var shape = new GridTokenModel.Shape(List.of(IDS), SIDE, 5, trunk, 0);
    try (var parameters = new Parameters(seed.random().nextLong(), Device.CPU);
        var scope = new Scope();
        var noGrad = new NoGrad()) {
      var model = new GridTokenModel(shape, parameters);
      disturb(parameters);
      var frozen = FrozenTokenModel.ofGrid(shape, parameters, WeightTensor.Type.F32).model(layout);
      for (int label = 0; label < 5; label++) {
        int[] ids = seed.random().ints(PLACES, 0, IDS).toArray();
        float[] logits = frozen(frozen, label, ids);
        double sum = 0;
        for (int i = 0; i < PLACES; i++) {
          sum += Kernels.logSumExp(logits, i * IDS, (i + 1) * IDS) - logits[i * IDS + ids[i]];
        }
        var loss = model.loss(Tensor.of(ids, 1, PLACES, 1), Tensor.of(new int[] {label}, 1)).item();
        assertEquals(loss, sum / PLACES, 1e-4, seed);
      }
    }
  }

  @Test
  void severalTokensPerPlaceAreRefused() {
    var trunk = new Transformer.Shape(1, 16, 2, 16, true);
    var shape = new GridTokenModel.Shape(List.of(4, 4), SIDE, 5, trunk, 1);
    try (var parameters = new Parameters(1, Device.CPU)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> FrozenTokenModel.ofGrid(shape, parameters, WeightTensor.Type.F16));
    }
  }
}
