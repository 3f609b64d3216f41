package dev.jeton.llm.arch;

/** Qwen 2 and 2.5 (arXiv:2407.10671): Llama with biases of queries, keys and values. */
final class Qwen2 implements Architecture {
  @Override
  public String name() {
    return "qwen2";
  }

  @Override
  public Style style(ModelKeys keys) {
    return Style.HALVES;
  }
}
