package dev.jeton.learn.quantize;

import dev.jeton.torch.NetOps;
import dev.jeton.torch.NoGrad;
import dev.jeton.torch.Parameters;
import dev.jeton.torch.Scope;
import dev.jeton.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Frozen random codes C behind a learnt linear layer: {@code Q = C Wᵀ + b}. SimVQ,
 * arXiv:2411.02038. The parameters are PREFIXcodes, which does not learn, PREFIXweight {@code [dim,
 * dim]} and, if any, PREFIXbias {@code [dim]}.
 */
record LinearTable(Parameters parameters, String prefix, boolean biased) implements CodeTable {

  @Override
  public Tensor tensor() {
    return NetOps.linear(
        parameters.get(prefix + "codes").detach(), parameters.get(prefix + "weight"), bias());
  }

  private @Nullable Tensor bias() {
    return biased ? parameters.get(prefix + "bias") : null;
  }

  /** The layer folded in: what is searched, and what ships. */
  @Override
  public float[] values() {
    try (var scope = new Scope();
        var noGrad = new NoGrad()) {
      return tensor().toFloats();
    }
  }

  @Override
  public long version() {
    var bias = bias();
    return parameters.get(prefix + "codes").version()
        + parameters.get(prefix + "weight").version()
        + (bias == null ? 0 : bias.version());
  }

  @Override
  public boolean byLoss() {
    return true;
  }

  @Override
  public void set(float[] codes) {
    throw new UnsupportedOperationException("codes behind a linear layer are frozen");
  }

  @Override
  public void move(int[] which, float[] rows, float count) {
    throw new UnsupportedOperationException("codes behind a linear layer are frozen");
  }
}
