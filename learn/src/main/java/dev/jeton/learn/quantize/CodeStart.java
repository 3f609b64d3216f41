package dev.jeton.learn.quantize;

import dev.jeton.learn.quantize.CodeLearning.Start;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;
import java.util.SplittableRandom;

/** First codes, from a seed. */
record CodeStart(int size, int dim, long seed) {

  /** {@code [size][dim]}; those that k-means will replace are uniform until then. */
  float[] codes(Start start) {
    return start == Start.NORMAL
        ? normal(size * dim, 1 / Math.sqrt(dim))
        : uniform(size * dim, 1.0 / size, 0);
  }

  /** Codes that are a parameter. */
  GradientTable gradient(Start start, Parameters parameters, String prefix) {
    if (!parameters.has(prefix + "codes")) {
      Tensor unused = parameters.add(prefix + "codes", codes(start), size, dim);
    }
    return new GradientTable(parameters, prefix + "codes", dim);
  }

  /** Frozen codes, variance 1/dim, behind PyTorch's linear layer: uniform within ±1/√dim. */
  LinearTable linear(boolean biased, Parameters parameters, String prefix) {
    double bound = 1 / Math.sqrt(dim);
    if (!parameters.has(prefix + "codes")) {
      Tensor unused =
          parameters.add(prefix + "codes", codes(Start.NORMAL), size, dim).requireGrad(false);
    }
    if (!parameters.has(prefix + "weight")) {
      Tensor weight = parameters.add(prefix + "weight", uniform(dim * dim, bound, 1), dim, dim);
    }
    if (biased && !parameters.has(prefix + "bias")) {
      Tensor bias = parameters.add(prefix + "bias", uniform(dim, bound, 2), dim);
    }
    return new LinearTable(parameters, prefix, biased);
  }

  private float[] normal(int count, double deviation) {
    var random = new SplittableRandom(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  private float[] uniform(int count, double bound, int stream) {
    var random = new SplittableRandom(seed + stream);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }
}
