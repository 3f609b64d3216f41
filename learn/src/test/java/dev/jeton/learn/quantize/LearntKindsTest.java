package dev.jeton.learn.quantize;

import dev.jeton.core.Spec;
import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.torch.Parameters;
import org.junit.jupiter.api.Nested;

/** Every kind runs through the contract. */
class LearntKindsTest {

  private static TrainableQuantizer nearest(CodeLearning learning, Parameters parameters) {
    return new LearntNearestCode(3, 16, learning, parameters, "codes.", 7);
  }

  private static TrainableQuantizer made(String spec, int dim, Parameters parameters) {
    return TrainableQuantizers.of(Spec.parse(spec), dim, parameters, "q.", 7);
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
      return nearest(CodeLearning.gradient().cosine().entropy(0.03, 0.01), parameters);
    }
  }

  @Nested
  class NormalisedAverages extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(
          CodeLearning.averages().cosine().entropy(0.03, 0.1).start(Start.NORMAL), parameters);
    }
  }

  @Nested
  class ThroughALinearLayer extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return nearest(CodeLearning.linear(false), parameters);
    }
  }

  @Nested
  class FiniteScalar extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return new LearntFiniteScalar(8, 5, 2);
    }
  }

  @Nested
  class LookupFree extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("lfq:9", 9, parameters);
    }
  }

  @Nested
  class LookupFreeInLevels extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("lfq:12,levels=2,group=4", 12, parameters);
    }
  }

  @Nested
  class Spherical extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("bsq:6", 6, parameters);
    }
  }

  @Nested
  class Residual extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("residual:3x8,start=kmeans,learn=ema,restart=0.1", 3, parameters);
    }
  }

  @Nested
  class ResidualOfRotatedSums extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("residual(2,cosine(8),estimator=rotation)", 3, parameters);
    }
  }

  @Nested
  class ResidualOfLinearLayers extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("residual(2,simvq(8,bias=1))", 3, parameters);
    }
  }

  @Nested
  class Product extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("product:2x8,start=normal,restart=0.2", 4, parameters);
    }
  }

  @Nested
  class Factorised extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("fq:2x8", 6, parameters);
    }
  }

  @Nested
  class ProductOfRounding extends TrainableQuantizerContract {
    @Override
    protected TrainableQuantizer quantizer(Parameters parameters) {
      return made("product(2,fsq(5,4))", 4, parameters);
    }
  }
}
