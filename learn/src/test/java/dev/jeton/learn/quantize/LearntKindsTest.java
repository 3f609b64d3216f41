package dev.jeton.learn.quantize;

import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.torch.Parameters;
import org.junit.jupiter.api.Nested;

/** Every kind runs through the contract. */
class LearntKindsTest {

  private static TrainableQuantizer nearest(CodeLearning learning, Parameters parameters) {
    return new LearntNearestCode(3, 16, learning, parameters, "codes.", 7);
  }

  @Nested
  class ByGradient extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(CodeLearning.gradient(), parameters);
    }
  }

  @Nested
  class ByGradientWithRestart extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(
          CodeLearning.gradient()
              .start(Start.NORMAL)
              .restart(0.3)
              .decay(0.9)
              .estimator(Estimator.ROTATION),
          parameters);
    }
  }

  @Nested
  class ByAverages extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(CodeLearning.averages().restart(0.1).start(Start.KMEANS), parameters);
    }
  }

  @Nested
  class Normalised extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(CodeLearning.gradient().withNormalised().entropy(0.03, 0.01), parameters);
    }
  }

  @Nested
  class NormalisedAverages extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(
          CodeLearning.averages().withNormalised().entropy(0.03, 0.1).start(Start.NORMAL),
          parameters);
    }
  }

  @Nested
  class ThroughALinearLayer extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(CodeLearning.linear(), parameters);
    }
  }

  @Nested
  class FiniteScalar extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return new LearntFiniteScalar(8, 5, 2);
    }
  }
}
