package dev.jeton.llm;

import dev.jeton.generate.Sampler;
import java.util.Map;

/**
 * How ids are drawn from a model's logits. The steps, in this order: bias; penalties; what a {@link
 * Constraint} forbids, and the end of the text where it may not end; the steps of the sampler.
 *
 * @param bias what is added to the logits of some ids; minus infinity forbids one
 */
public record Sampling(Map<Integer, Double> bias, Penalties penalties, Sampler sampler) {
  /** Always the likeliest id. */
  public static final Sampling GREEDY = of(Sampler.ofTemperature(0));

  public Sampling {
    bias = Map.copyOf(bias);
    bias.forEach(
        (id, value) -> {
          if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("the bias of id %d is %s".formatted(id, value));
          }
        });
  }

  /** The model's own logits, drawn by this sampler. */
  public static Sampling of(Sampler sampler) {
    return new Sampling(Map.of(), Penalties.NONE, sampler);
  }

  /** The same with these penalties. */
  public Sampling with(Penalties other) {
    return new Sampling(bias, other, sampler);
  }

  /** The same with this bias. */
  public Sampling withBias(Map<Integer, Double> other) {
    return new Sampling(other, penalties, sampler);
  }
}
