package dev.jeton.learn.flow;

import dev.jeton.torch.Tensor;

/** Which way samples move: dx/dt. */
@FunctionalInterface
public interface VelocityField {

  /**
   * The velocities of all samples at one time.
   *
   * @param x {@code [n, …]}
   * @param time 1 for pure noise, 0 for data
   * @return the shape of {@code x}
   */
  Tensor at(Tensor x, double time);
}
