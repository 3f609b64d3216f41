package dev.jeton.llm.arch;

/** Qwen 3 (arXiv:2505.09388): queries and keys of each head are normed. */
final class Qwen3 implements Architecture {
  @Override
  public String name() {
    return "qwen3";
  }

  @Override
  public Style style(ModelKeys keys) {
    return Style.HALVES;
  }
}
