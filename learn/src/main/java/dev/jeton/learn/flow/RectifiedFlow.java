package dev.jeton.learn.flow;

import dev.jeton.torch.Generator;
import dev.jeton.torch.Tensor;
import java.util.Arrays;

/**
 * The straight way from data to noise, x_t = t · noise + (1 − t) · x, whose velocity is noise − x:
 * Liu et al., arXiv:2209.03003, eq. 1. Training draws t = sigmoid(N(0, 1)), after Esser et al.,
 * arXiv:2403.03206, section 3.1.
 *
 * @param stratified whether a batch's times are one from each n-th of their distribution
 */
public record RectifiedFlow(boolean stratified) {

  /**
   * What a training step looks at.
   *
   * @param times {@code [n]}, above 0 and below 1
   * @param noise the shape of the data
   * @param noisy data and noise mixed
   * @param target the velocity
   */
  public record Draw(float[] times, Tensor noise, Tensor noisy, Tensor target) {

    /** The mean squared error of predicted velocities, a scalar. */
    public Tensor loss(Tensor velocity) {
      return velocity.sub(target).square().mean();
    }
  }

  /**
   * Noise and times for a batch.
   *
   * @param x data {@code [n, …]}; the narrower beside the noise's unit variance, the more is hidden
   *     at equal times
   */
  public Draw draw(Tensor x, Generator random) {
    var noise = random.normal(x.shape()).to(x.device());
    return mixed(x, noise, times((int) x.size(0), random));
  }

  /** The same for known noise and times. */
  static Draw mixed(Tensor x, Tensor noise, float[] times) {
    var shape = x.shape();
    Arrays.fill(shape, 1, shape.length, 1);
    var t = Tensor.of(times, shape).to(x.device());
    return new Draw(times, noise, noise.mul(t).add(x.mul(t.neg().add(1))), noise.sub(x));
  }

  /** {@code n} times. */
  float[] times(int n, Generator random) {
    if (!stratified) {
      return random.normal(n).sigmoid().toFloats();
    }
    float[] within = random.uniform(n).toFloats();
    long[] order = random.permutation(n).toLongs();
    var times = new float[n];
    for (int i = 0; i < n; i++) {
      double share = Math.clamp((order[i] + (double) within[i]) / n, 1e-9, 1 - 1e-9);
      times[i] = (float) (1 / (1 + Math.exp(-NormalQuantile.of(share))));
    }
    return times;
  }
}
