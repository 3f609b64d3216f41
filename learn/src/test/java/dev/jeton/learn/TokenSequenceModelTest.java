package dev.jeton.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Extent;
import dev.jeton.core.Layout;
import dev.jeton.core.Vocabulary;
import dev.jeton.generate.Generator;
import dev.jeton.generate.Guidance;
import dev.jeton.generate.MaskedRounds;
import dev.jeton.generate.Raster;
import dev.jeton.generate.Sampler;
import dev.jeton.learn.TokenSequenceModel.LossTerms;
import dev.jeton.nets.transformer.TokenShape;
import dev.jeton.torch.AdamW;
import dev.jeton.torch.Device;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.weights.WeightTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSequenceModelTest {
  private static final int PLACES = 6;
  private static final int IDS = 5;
  private static final int CLASSES = 3;

  /** Place p of class c holds c + p modulo 5, but the last holds 0 or 1 as a coin falls. */
  private static int[] world(int[] labels, SplittableRandom random) {
    var ids = new int[labels.length * PLACES];
    for (int i = 0; i < ids.length; i++) {
      int place = i % PLACES;
      ids[i] = place == PLACES - 1 ? random.nextInt(2) : (labels[i / PLACES] + place) % IDS;
    }
    return ids;
  }

  /** What a perfect model says whose targets were smoothed by a tenth over five ids. */
  private static double smoothedBits() {
    double sure = -Math.log(0.9 + 0.02) / Math.log(2);
    double coin = -Math.log(0.45 + 0.02) / Math.log(2);
    return (sure * (PLACES - 1) + coin) / PLACES;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void learnsShipsAndGenerates(boolean causal) {
    var shape = new TokenShape(causal, IDS, PLACES, 0, CLASSES, true, 2, 32, 2, 48);
    var layout = new Layout(Vocabulary.of("v", IDS), List.of(Extent.of(PLACES)), Extent.of(1));
    try (var parameters = new Parameters(3, Device.CPU)) {
      TokenSequenceModel model;
      try (var scope = new Scope()) {
        model = new TokenSequenceModel(shape, parameters);
      }
      var random = new SplittableRandom(5); // one training, the same each time
      double bits = 0;
      try (var optimizer = new AdamW(parameters, AdamW.Settings.STANDARD)) {
        for (int step = 0; step < 200; step++) {
          try (var scope = new Scope()) {
            int[] labels = random.ints(32, 0, CLASSES).toArray();
            var loss =
                model.loss(world(labels, random), labels, LossTerms.TRAINING, random.nextLong());
            loss.total().backward();
            optimizer.step(5e-3);
          }
        }
      }
      int[] labels = random.ints(300, 0, CLASSES).toArray();
      try (var scope = new Scope()) {
        bits =
            model
                .loss(world(labels, random), labels, LossTerms.PLAIN, 8)
                .parts()
                .getOrDefault("bits_per_token", 99.0);
      }
      assertEquals(causal ? 1.0 / PLACES : smoothedBits(), bits, 0.07, "only the coin is left");
      var order = causal ? new Raster() : new MaskedRounds(4, 1);
      var generator =
          new Generator(
              FrozenTokenModel.of(shape, parameters, WeightTensor.Type.F16).model(layout),
              order,
              Sampler.ofTemperature(0.7),
              Guidance.constant(1.5));
      int[] conditions = random.ints(60, 0, CLASSES).toArray();
      var made = generator.generate(conditions, PLACES, 1, 0);
      int right = 0;
      int coins = 0;
      for (int i = 0; i < conditions.length; i++) {
        int[] ids = made.tokens().get(i).ids();
        for (int p = 0; p < PLACES - 1; p++) {
          right += ids[p] == (conditions[i] + p) % IDS ? 1 : 0;
        }
        coins += ids[PLACES - 1];
      }
      int all = conditions.length * (PLACES - 1);
      assertTrue(right > 0.97 * all, "%d of %d tokens are right".formatted(right, all));
      assertTrue(coins > 5 && coins < 55, "coins of 60: " + coins);
    }
  }
}
