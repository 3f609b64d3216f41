package dev.jeton.learn;

import dev.jeton.torch.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * How different two pictures look to a frozen network: LPIPS without learnt weights (Zhang et al.,
 * arXiv:1801.03924, eq. 1 with w = 1),
 *
 * <pre>d(x, y) = Σₗ 1/(HₗWₗ) Σₕ,w ‖f̂ₗ(x)ₕw − f̂ₗ(y)ₕw‖²</pre>
 *
 * with f̂ₗ the features of layer l scaled to length 1 at each place. Each layer adds 0 to 4.
 *
 * @param maps a picture's features {@code [n, channels, h, w]} at each layer; its parameters should
 *     not learn
 */
public record Perceptual(Function<Tensor, List<Tensor>> maps) {
  private static final double EPSILON = 1e-10;

  /**
   * The distance of each picture to its counterpart; gradients flow to both.
   *
   * @param x {@code [n, channels, height, width]}
   * @param y likewise
   * @return {@code [n]}
   */
  public Tensor distance(Tensor x, Tensor y) {
    var ours = maps.apply(x);
    var theirs = maps.apply(y);
    var sum = Tensor.zeros(x.size(0)).to(x.device());
    for (int i = 0; i < ours.size(); i++) {
      var gap = unit(ours.get(i)).sub(unit(theirs.get(i))).square().sum(1); // [n, 1, h, w]
      sum = sum.add(gap.mean(2, 3).reshape(-1));
    }
    return sum;
  }

  private static Tensor unit(Tensor map) {
    return map.mul(map.square().sum(1).add(EPSILON).rsqrt());
  }
}
