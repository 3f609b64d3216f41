package dev.jeton.torch;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Random tensors from a seed; the same seed and calls give the same values on every device. Lives
 * as long as the {@link Scope} in which it was made: a training step makes one from its number, so
 * that nothing has to be stored to go on.
 */
public final class Generator {
  private final org.bytedeco.pytorch.Generator handle;

  public Generator(long seed) {
    Torch.start();
    handle = torch.make_generator_cpu(seed);
  }

  /** Evenly distributed in [0, 1). */
  public Tensor uniform(long... shape) {
    return Tensor.call(
        "uniform",
        () ->
            torch.rand(shape, new GeneratorOptional(handle), new TensorOptions(ScalarType.Float)));
  }

  /** Normally distributed, mean 0, variance 1. */
  public Tensor normal(long... shape) {
    return Tensor.call(
        "normal",
        () ->
            torch.randn(shape, new GeneratorOptional(handle), new TensorOptions(ScalarType.Float)));
  }

  /** Whole numbers in [0, bound), int64. */
  public Tensor integers(long bound, long... shape) {
    return Tensor.call(
        "integers",
        () ->
            torch.randint(
                bound, shape, new GeneratorOptional(handle), new TensorOptions(ScalarType.Long)));
  }

  /** 0, 1, … {@code n - 1} in random order, int64. */
  public Tensor permutation(long n) {
    return Tensor.call(
        "permutation",
        () -> torch.randperm(n, new GeneratorOptional(handle), new TensorOptions(ScalarType.Long)));
  }
}
