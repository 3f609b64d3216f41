package dev.jeton.llm.arch;

import dev.jeton.kernels.Activation;
import dev.jeton.llm.kv.Rotation;

/**
 * Gemma 3 (arXiv:2503.19786): normed queries and keys; five sliding layers, then one that sees all.
 */
final class Gemma3 implements Architecture {
  private static final int PERIOD = 6;
  private static final int LAYERS_OF_27B = 62;

  @Override
  public String name() {
    return "gemma3";
  }

  @Override
  public Style style(ModelKeys keys) {
    int period = keys.whole("attention.sliding_window_pattern", 1, 1 << 16, PERIOD);
    return new Style(
        false,
        Rotation.Pairs.HALVES,
        true,
        Activation.GELU_TANH,
        true,
        layer -> layer % period != period - 1,
        keys.real("rope.freq_base_swa", 10_000),
        Gemma2.scale(keys, LAYERS_OF_27B));
  }
}
