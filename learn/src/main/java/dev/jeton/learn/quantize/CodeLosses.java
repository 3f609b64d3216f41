package dev.jeton.learn.quantize;

import dev.jeton.torch.IndexOps;
import dev.jeton.torch.Tensor;
import java.util.List;

/** What the training of codes makes small, each a scalar; logarithms are natural. */
public final class CodeLosses {
  private static final double TINY = 1e-12;

  private CodeLosses() {}

  /**
   * Moves codes to their vectors: mean over all numbers of {@code (sg(z) − e)²}. Van den Oord et
   * al., arXiv:1711.00937, eq. 3, second term; the mean as in the code of VQGAN and SimVQ.
   *
   * @param z {@code [n, dim]}
   * @param e {@code [n, dim]}, the chosen codes
   */
  public static Tensor codebook(Tensor z, Tensor e) {
    return z.detach().sub(e).square().mean();
  }

  /** Moves vectors to their codes: mean of {@code (z − sg(e))²}; the third term, without its β. */
  public static Tensor commitment(Tensor z, Tensor e) {
    return z.sub(e.detach()).square().mean();
  }

  /**
   * Sure choices and even use: mean entropy of each row's softmax, minus the entropy of their mean.
   * Yu et al., arXiv:2310.05737, eq. 5; in FQGAN's code weighed 0.03 at temperature 0.01. From
   * {@code −log codes} (each row sure, all codes alike) to 0 (all rows equal).
   *
   * @param logits {@code [n, codes]}
   */
  public static Tensor entropy(Tensor logits) {
    var logs = logits.logSoftmax(-1);
    var shares = logs.exp();
    var each = shares.mul(logs).sum(-1).mean().neg();
    return each.sub(entropyOf(shares.mean(0)));
  }

  /** −Σ p log p over all values. */
  static Tensor entropyOf(Tensor shares) {
    return shares.mul(shares.clampMin(TINY).log()).sum().neg();
  }

  /**
   * The logits of choosing codes: {@code −‖z − e‖² / temperature}, up to a number per row.
   *
   * @param z {@code [n, dim]}
   * @param codes {@code [size, dim]}
   * @return {@code [n, size]}
   */
  public static Tensor logits(Tensor z, Tensor codes, double temperature) {
    var lengths = codes.square().sum(1).reshape(1, -1); // [1, size]
    return z.matmul(codes.transpose(0, 1)).mul(2).sub(lengths).div(temperature);
  }

  /**
   * Keeps two codebooks' codes of a position from saying the same: mean of the squared cosine.
   * FQGAN's disentanglement, weighed 0.1 there.
   *
   * @param a {@code [n, dim]}
   * @param b {@code [n, dim]}
   */
  public static Tensor diversity(Tensor a, Tensor b) {
    return unit(a).mul(unit(b)).sum(1).square().mean();
  }

  /**
   * Mean entropy of rows of independent bits: {@code Σ_d H(σ(l_d))}, exact for the softmax over all
   * corners of a cube.
   *
   * @param logits {@code [n, bits]}, log(p / (1 − p)) of each bit
   */
  public static Tensor bitEntropy(Tensor logits) {
    var logs = IndexOps.stack(List.of(logits, logits.mul(0)), -1).logSoftmax(-1);
    return logs.exp().mul(logs).sum().neg().div((double) logits.size(0));
  }

  /**
   * Entropy of the mean choice among corners: bits are taken in groups, exact within a group, the
   * groups as if independent. Zhao et al., arXiv:2406.07548, section 3.3 (group 1).
   *
   * @param logits {@code [n, bits]}, log(p / (1 − p)) of each bit
   * @param group bits per group, 1..12; divides their number. The joint choice where it is their
   *     number
   */
  public static Tensor meanCornerEntropy(Tensor logits, int group) {
    long n = logits.size(0);
    long groups = logits.size(1) / group;
    int corners = 1 << group;
    var signs = new float[group * corners];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = (i % corners >> i / corners & 1) == 1 ? 0.5f : -0.5f; // bit i / corners
    }
    var all = logits.reshape(n, groups, group);
    var joint = all.matmul(Tensor.of(signs, group, corners).to(logits.device()));
    return entropyOf(joint.softmax(-1).mean(0)); // [1, groups, corners]
  }

  /** What goes beyond the bound: mean of {@code max(|z| − limit, 0)²}; frees a saturated tanh. */
  public static Tensor excess(Tensor z, double limit) {
    return z.abs().sub(limit).relu().square().mean();
  }

  /** Rows of length 1; rows shorter than 1e-6 shrink to zero. */
  static Tensor unit(Tensor x) {
    return x.mul(x.square().sum(1).clampMin(TINY).rsqrt());
  }
}
