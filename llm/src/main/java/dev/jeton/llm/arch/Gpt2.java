package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;

/** GPT-2 (Radford et al. 2019): learned positions, centred norms, a feed-forward without gate. */
final class Gpt2 implements Architecture {
  @Override
  public String name() {
    return "gpt2";
  }

  @Override
  public Style style(ModelKeys keys) {
    return new Style(
        true, Rotation.Pairs.HALVES, false, Activation.GELU_TANH, false, layer -> true, 0, 0);
  }
}
