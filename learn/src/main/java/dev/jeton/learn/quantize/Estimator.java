package dev.jeton.learn.quantize;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * How the gradient of a decoded vector passes the choice of its code, which has none itself. The
 * value is the code's, bit for bit.
 */
public enum Estimator {
  /**
   * The gradient of the code becomes that of the vector unchanged: {@code z + sg(q − z)}. Bengio et
   * al., arXiv:1308.3432; van den Oord et al., arXiv:1711.00937, section 3.2.
   */
  STRAIGHT_THROUGH {
    @Override
    Tensor carrier(Tensor z, Tensor q) {
      return z;
    }
  },

  /**
   * The rotation and scale that take z to its code are held constant, so the gradient turns with
   * them: {@code sg(‖q‖/‖z‖ · R) z} with {@code R = I − 2 r rᵀ + 2 q̂ ẑᵀ}, {@code r = (ẑ + q̂) / ‖ẑ
   * + q̂‖}. Fifty et al., arXiv:2410.06424, section 4.2. Where that is not defined (z or q zero, or
   * opposite) the row is straight-through.
   */
  ROTATION {
    @Override
    Tensor carrier(Tensor z, Tensor q) {
      var e = z.detach();
      var lengthZ = length(e);
      var lengthQ = length(q);
      var unitZ = e.div(lengthZ);
      var unitQ = q.div(lengthQ);
      var sum = unitZ.add(unitQ);
      var lengthSum = length(sum);
      var r = sum.div(lengthSum);
      var mirrored = z.sub(r.mul(dot(z, r)).mul(2)); // z − 2 r rᵀ z
      var turned = mirrored.add(unitQ.mul(dot(z, unitZ)).mul(2)).mul(lengthQ.div(lengthZ));
      var least = IndexOps.cat(List.of(lengthZ, lengthQ, lengthSum), 1).min(1); // [n, 1]
      return IndexOps.where(IndexOps.greater(least, 2 * TINY), turned, z);
    }
  };

  private static final double TINY = 1e-5;

  /**
   * The codes, with a gradient for z.
   *
   * @param z {@code [n, dim]}, what was quantised
   * @param q {@code [n, dim]}, the chosen codes; no gradient goes to them
   */
  public Tensor apply(Tensor z, Tensor q) {
    var codes = q.detach();
    var carrier = carrier(z, codes);
    return codes.add(carrier.sub(carrier.detach()));
  }

  /** What has the wanted gradient; its values do not matter. */
  abstract Tensor carrier(Tensor z, Tensor q);

  private static Tensor length(Tensor x) {
    return x.square().sum(1).sqrt().clampMin(TINY); // [n, 1]
  }

  private static Tensor dot(Tensor x, Tensor y) {
    return x.mul(y).sum(1); // [n, 1]
  }
}
