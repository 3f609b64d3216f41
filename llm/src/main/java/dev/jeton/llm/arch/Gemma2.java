package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;

/** Gemma 2 (arXiv:2408.00118): norms before and after, bounded logits, every other layer slides. */
final class Gemma2 implements Architecture {
  private static final int LAYERS_OF_27B = 46;

  @Override
  public String name() {
    return "gemma2";
  }

  @Override
  public Style style(ModelKeys keys) {
    return new Style(
        false,
        Rotation.Pairs.HALVES,
        true,
        Activation.GELU_TANH,
        true,
        layer -> layer % 2 == 0,
        0,
        scale(keys, LAYERS_OF_27B));
  }

  /**
   * The scale of the model that is known by its number of layers, as llama.cpp knows it: one over
   * the root of the dimension that falls to a head; 0 for the others.
   */
  static double scale(ModelKeys keys, int layers) {
    boolean it = keys.whole("block_count", 1, 1 << 12) == layers;
    int dim = keys.whole("embedding_length", 1, 1 << 24);
    return it ? 1 / Math.sqrt(dim / keys.whole("attention.head_count", 1, dim)) : 0;
  }
}
