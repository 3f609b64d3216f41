package dev.jeton.nets;

import dev.jeton.kernels.Activation;
import dev.jeton.kernels.Kernels;

/** {@code silu}, {@code gelu}, {@code relu}, {@code tanh}: one function on every value. */
record ActivationLayer(Activation activation) implements Layer {

  @Override
  public FeatureMap apply(FeatureMap x, Pass pass) {
    Kernels.activate(activation, x.values(), 0, x.count());
    return x;
  }

  @Override
  public Geometry geometry() {
    return Geometry.POINTWISE;
  }
}
