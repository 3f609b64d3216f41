package dev.jeton.nets;

import dev.jeton.kernels.Kernels;
import java.util.List;

/**
 * x + branch(x), the branch being any layers that keep the shape. {@code res}, {@code depth},
 * {@code attention} and {@code mlp} are such blocks. He et al., arXiv:1603.05027.
 */
record ResidualBlock(List<Layer> branch) implements Layer {
  ResidualBlock {
    branch = List.copyOf(branch);
  }

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    var out = pass.copy(x);
    for (var layer : branch) {
      out = layer.apply(out, pass);
    }
    Kernels.axpy(1, x.values(), 0, out.values(), 0, x.count());
    pass.give(x);
    return out;
  }

  @Override
  public Geometry geometry() {
    return new Chain(branch).geometry();
  }
}
