package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;

/** Llama 1 to 3 (arXiv:2307.09288, 2407.21783), Mistral, SmolLM; its files have neighbours turn. */
final class Llama implements Architecture {
  @Override
  public String name() {
    return "llama";
  }

  @Override
  public Style style(ModelKeys keys) {
    return new Style(
        false, Rotation.Pairs.NEIGHBOURS, true, Activation.SILU, false, layer -> true, 0, 0);
  }
}
