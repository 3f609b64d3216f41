package dev.jeton.learn;

import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;

/**
 * The parameters of one layer: those that exist under its prefix are taken, others are created.
 *
 * @param prefix ends in a dot
 */
public record LayerParameters(Parameters all, String prefix) {

  /** Normally distributed where it is new. */
  public Tensor normal(String name, double deviation, long... shape) {
    return all.has(prefix + name)
        ? all.get(prefix + name)
        : all.normal(prefix + name, deviation, shape);
  }

  /** The same value everywhere where it is new. */
  public Tensor constant(String name, double value, long... shape) {
    return all.has(prefix + name)
        ? all.get(prefix + name)
        : all.constant(prefix + name, value, shape);
  }

  /** These values where it is new. */
  public Tensor values(String name, float[] values, long... shape) {
    return all.has(prefix + name) ? all.get(prefix + name) : all.add(prefix + name, values, shape);
  }

  /** Those of a part of the layer. */
  public LayerParameters within(String name) {
    return new LayerParameters(all, prefix + name + ".");
  }
}
