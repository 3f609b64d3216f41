package dev.jeton.learn.flow;

import dev.jeton.learn.LayerParameters;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers by which a time changes what a block does: one linear layer that starts at zero, so that
 * a block's gates are closed at first (AdaLN-zero: Peebles and Xie, arXiv:2212.09748, section 3.2).
 */
final class Modulation {
  private static final double EPSILON = 1e-6;

  private final Tensor weight;
  private final Tensor bias;
  private final int parts;

  Modulation(LayerParameters own, int dim, int parts) {
    this.parts = parts;
    weight = own.constant("weight", 0, (long) parts * dim, dim);
    bias = own.constant("bias", 0, (long) parts * dim);
  }

  /**
   * @param time silu of the time's vector, {@code [n or 1, dim]}
   * @return {@code parts} tensors {@code [n or 1, 1, dim]}
   */
  List<Tensor> of(Tensor time) {
    var all = NetOps.linear(time, weight, bias).reshape(time.size(0), parts, -1);
    var list = new ArrayList<Tensor>();
    for (int part = 0; part < parts; part++) {
      list.add(all.narrow(1, part, 1));
    }
    return list;
  }

  /** norm(x) · (1 + scale) + shift, the norm without parameters of its own. */
  static Tensor apply(Tensor x, Tensor shift, Tensor scale) {
    return NetOps.layerNorm(x, null, null, EPSILON).mul(scale.add(1)).add(shift);
  }
}
