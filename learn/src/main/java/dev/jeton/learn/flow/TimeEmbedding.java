package dev.jeton.learn.flow;

import dev.jeton.learn.LayerParameters;
import dev.jeton.torch.Device;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;

/**
 * Times as vectors: cosines and sines of 1000 · t at frequencies from 1 down to 1/10000, then two
 * layers. Peebles and Xie, arXiv:2212.09748, section 3.2, after Nichol and Dhariwal.
 */
final class TimeEmbedding {
  private static final double RANGE = 1000;
  private static final double SLOWEST = 10_000;

  private final int dim;
  private final Device device;
  private final Tensor first;
  private final Tensor firstBias;
  private final Tensor second;
  private final Tensor secondBias;

  TimeEmbedding(LayerParameters own, int dim) {
    this.dim = dim;
    device = own.all().device();
    first = own.normal("first.weight", 1 / Math.sqrt(dim), dim, dim);
    firstBias = own.constant("first.bias", 0, dim);
    second = own.normal("second.weight", 1 / Math.sqrt(dim), dim, dim);
    secondBias = own.constant("second.bias", 0, dim);
  }

  /** {@code [times.length, dim]}. */
  Tensor forward(float[] times) {
    int half = dim / 2;
    var waves = new float[times.length * dim];
    for (int i = 0; i < times.length; i++) {
      for (int f = 0; f < half; f++) {
        double angle = RANGE * times[i] * Math.pow(SLOWEST, -(double) f / half);
        waves[i * dim + f] = (float) Math.cos(angle);
        waves[i * dim + half + f] = (float) Math.sin(angle);
      }
    }
    var x = Tensor.of(waves, times.length, dim).to(device);
    return NetOps.linear(NetOps.silu(NetOps.linear(x, first, firstBias)), second, secondBias);
  }
}
