package dev.jeton.llm.arch;

/** Phi 3 (arXiv:2404.14219): one matrix for queries, keys and values, one for gate and up. */
final class Phi3 implements Architecture {
  @Override
  public String name() {
    return "phi3";
  }

  @Override
  public Style style(ModelKeys keys) {
    return Style.HALVES;
  }
}
