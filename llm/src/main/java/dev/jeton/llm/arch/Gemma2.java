package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;

/** Gemma 2 (arXiv:2408.00118): norms before and after, bounded logits, every other layer slides. */
final class Gemma2 implements Architecture {
  @Override
  public String name() {
    return "gemma2";
  }

  @Override
  public Style style(ModelKeys keys) {
    return new Style(
        false, Rotation.Pairs.HALVES, true, Activation.GELU_TANH, true, layer -> layer % 2 == 0, 0);
  }
}
