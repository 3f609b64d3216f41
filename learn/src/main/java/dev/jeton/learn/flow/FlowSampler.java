package dev.jeton.learn.flow;

import dev.jeton.torch.Generator;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;

/**
 * Follows a velocity field from noise at t = 1 to data at t = 0 by Euler's method, x ← x − v(x, t)
 * / steps. Nothing learns.
 *
 * @param steps of equal length, at least 1; each costs one pass, two with guidance
 */
public record FlowSampler(int steps, VelocityGuidance guidance) {
  public FlowSampler {
    if (steps < 1) {
      throw new IllegalArgumentException("expected at least 1 step, found " + steps);
    }
  }

  /** Without guidance. */
  public FlowSampler(int steps) {
    this(steps, new VelocityGuidance.None());
  }

  /**
   * Pictures for a condition; equal seeds give equal pictures.
   *
   * @return {@code [n, channels, side, side]}, in the units that the decoder was trained in
   */
  public Tensor sample(FlowDecoder decoder, RegisterCondition condition, long seed) {
    var shape = decoder.shape();
    var noise =
        new Generator(seed)
            .normal(condition.registers().size(0), shape.channels(), shape.side(), shape.side())
            .to(condition.registers().device());
    return sample(decoder.under(condition), decoder.under(condition.absent()), noise);
  }

  /**
   * Follows a field.
   *
   * @param unconditional asked only where the guidance needs it
   * @param noise {@code [n, …]}, where it starts
   * @return the shape of {@code noise}
   */
  public Tensor sample(VelocityField conditional, VelocityField unconditional, Tensor noise) {
    var run = guidance.start();
    float[] values = noise.toFloats();
    var shape = noise.shape();
    try (var noGrad = new NoGrad()) {
      for (int step = 0; step < steps; step++) {
        try (var scope = new Scope()) {
          double time = 1 - (double) step / steps;
          var x = Tensor.of(values, shape).to(noise.device());
          var v = conditional.at(x, time);
          var guided = guidance.needed() ? run.guide(v, unconditional.at(x, time)) : v;
          values = x.sub(guided.div(steps)).toFloats();
        }
      }
    }
    return Tensor.of(values, shape).to(noise.device());
  }
}
