package dev.jeton.learn.quantize;

import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;

/**
 * {@link CodeLosses#entropy} of {@link CodeLosses#logits} in bounded memory: vectors are taken in
 * chunks, and the gradient is the formula's, so that no number per vector and code is kept for the
 * backward pass. With {@code p} the softmax of the logits l, {@code p̄} its mean over n vectors and
 * {@code u = log p̄ − log p}:
 *
 * <pre>
 * dL/dl_ik = p_ik (u_ik − Σ_j p_ij u_ij) / n
 * dL/dz_i = 2/T Σ_k dL/dl_ik e_k,   dL/de_k = 2/T Σ_i dL/dl_ik (z_i − e_k)
 * </pre>
 */
final class BoundedEntropy {
  private static final double TINY = 1e-12;

  private final Tensor z;
  private final Tensor codes;
  private final double temperature;
  private final long rows;

  private BoundedEntropy(Tensor z, Tensor codes, double temperature, long rows) {
    this.z = z;
    this.codes = codes;
    this.temperature = temperature;
    this.rows = rows;
  }

  /**
   * The entropy loss.
   *
   * @param z {@code [n, dim]}
   * @param codes {@code [size, dim]}
   * @param cells how many numbers per vector and code there may be at a time
   */
  static Tensor of(Tensor z, Tensor codes, double temperature, long cells) {
    long rows = Math.max(1, cells / codes.size(0));
    if (rows >= z.size(0)) {
      return CodeLosses.entropy(CodeLosses.logits(z, codes, temperature));
    }
    return new BoundedEntropy(z, codes, temperature, rows).loss();
  }

  private Tensor loss() {
    var mean = Tensor.zeros(1, codes.size(0)).to(z.device());
    double value;
    Tensor toZ = Tensor.zeros(z.shape()).to(z.device());
    Tensor toCodes = Tensor.zeros(codes.shape()).to(z.device());
    try (var noGrad = new NoGrad()) {
      value = shares(mean) - CodeLosses.entropyOf(mean).item();
      gradients(mean.clampMin(TINY).log(), toZ, toCodes);
    }
    var linear = z.mul(toZ).sum();
    if (codes.requiresGrad()) {
      linear = linear.add(codes.mul(toCodes).sum());
    }
    return linear.sub(linear.detach()).add(value);
  }

  /** Writes the mean of the rows' shares, and gives the mean of their entropies. */
  private double shares(Tensor mean) {
    double entropy = 0;
    for (long from = 0; from < z.size(0); from += rows) {
      try (var scope = new Scope()) {
        var logs = logs(chunk(z, from));
        var p = logs.exp();
        entropy -= p.mul(logs).sum().item() / z.size(0);
        mean.copyFrom(mean.add(p.sum(0).div((double) z.size(0))));
      }
    }
    return entropy;
  }

  private void gradients(Tensor logMean, Tensor toZ, Tensor toCodes) {
    double scale = 2 / (temperature * z.size(0));
    for (long from = 0; from < z.size(0); from += rows) {
      try (var scope = new Scope()) {
        var part = chunk(z, from);
        var logs = logs(part);
        var p = logs.exp();
        var u = logMean.sub(logs);
        var g = p.mul(u.sub(p.mul(u).sum(1))).mul(scale); // [rows, size]
        chunk(toZ, from).copyFrom(g.matmul(codes));
        if (codes.requiresGrad()) {
          var own = codes.mul(g.sum(0).reshape(-1, 1));
          toCodes.copyFrom(toCodes.add(g.transpose(0, 1).matmul(part)).sub(own));
        }
      }
    }
  }

  private Tensor logs(Tensor part) {
    return CodeLosses.logits(part, codes, temperature).logSoftmax(-1);
  }

  private Tensor chunk(Tensor x, long from) {
    return x.narrow(0, from, Math.min(rows, x.size(0) - from));
  }
}
