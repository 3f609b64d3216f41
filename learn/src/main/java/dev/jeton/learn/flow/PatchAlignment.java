package dev.jeton.learn.flow;

import dev.jeton.learn.LayerParameters;
import dev.jeton.torch.NetOps;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Tensor;

/**
 * Ties the patches of one of a decoder's layers to a frozen network's features of the clean
 * picture: a network of three layers per patch, then the cosine. Yu et al., Representation
 * Alignment for Generation, arXiv:2410.06940, section 3.2.
 */
public final class PatchAlignment {
  private static final double EPSILON = 1e-12;

  private final Tensor first;
  private final Tensor second;
  private final Tensor third;

  /**
   * @param from numbers per patch of the decoder
   * @param to numbers per patch of the features
   */
  public PatchAlignment(int from, int to, Parameters parameters, String prefix) {
    var own = new LayerParameters(parameters, prefix);
    first = own.normal("first.weight", Math.sqrt(2.0 / from), from, from);
    second = own.normal("second.weight", Math.sqrt(2.0 / from), from, from);
    third = own.normal("third.weight", 1 / Math.sqrt(from), to, from);
  }

  /**
   * −cosine of what is predicted and the features, mean over patches: −1 to 1, a scalar.
   *
   * @param layer {@code [n, patches, from]}
   * @param features {@code [n, to, height, width]}, patches in reading order; no gradient reaches
   *     them
   */
  public Tensor loss(Tensor layer, Tensor features) {
    var y = NetOps.silu(NetOps.linear(layer, first, null));
    var predicted = NetOps.linear(NetOps.silu(NetOps.linear(y, second, null)), third, null);
    var wanted = features.detach().reshape(features.size(0), features.size(1), -1).transpose(1, 2);
    return unit(predicted).mul(unit(wanted)).sum(2).mean().neg();
  }

  private static Tensor unit(Tensor x) {
    return x.mul(x.square().sum(2).add(EPSILON).rsqrt());
  }
}
