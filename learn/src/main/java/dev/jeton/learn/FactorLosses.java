package dev.jeton.learn;

import dev.jeton.torch.NetOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/**
 * What keeps the factors of a quantizer apart and gives one of them meaning: Bai et al., Factorized
 * Visual Tokenization and Generation, 2024.
 */
public final class FactorLosses {
  private static final double EPSILON = 1e-12;

  private FactorLosses() {}

  /**
   * Mean over rows and pairs of factors of cos²(a, b): 0 where the factors' codes are orthogonal.
   *
   * @param factors two or more, each {@code [n, dim]} with the same dim
   */
  public static Tensor disentanglement(List<Tensor> factors) {
    var units = factors.stream().map(FactorLosses::unit).toList();
    Tensor sum = Tensor.full(0).to(factors.getFirst().device());
    int pairs = 0;
    for (int a = 0; a < units.size(); a++) {
      for (int b = a + 1; b < units.size(); b++) {
        sum = sum.add(units.get(a).mul(units.get(b)).sum(1).square().mean());
        pairs++;
      }
    }
    return sum.div(pairs);
  }

  /**
   * InfoNCE (van den Oord et al., arXiv:1807.03748, eq. 4): −ln of the share that the picture's own
   * teacher has among the batch's, exp(cos / temperature) each.
   *
   * @param predicted {@code [n, dim]}
   * @param teacher {@code [n, dim]}, without gradient
   * @param temperature 1 in the paper; smaller where batches are small
   */
  public static Tensor contrastive(Tensor predicted, Tensor teacher, double temperature) {
    var scores = unit(predicted).matmul(unit(teacher.detach()).transpose(0, 1)).div(temperature);
    return NetOps.crossEntropy(scores, Tensor.range(predicted.size(0)).to(predicted.device()));
  }

  /** Rows of length 1. */
  private static Tensor unit(Tensor rows) {
    return rows.mul(rows.square().sum(1).add(EPSILON).rsqrt());
  }
}
