package dev.jeton.llm.arch;

/**
 * Jeton's own models of the tokens of other signals ({@code jeton train generator --kind causal}):
 * Llama with halves that turn together and a learnt position added to each embedding. The first id
 * of a sequence is a class, which stands behind the ids of tokens; tokens of a square turn by their
 * row and column.
 */
final class JetonTokens implements Architecture {
  @Override
  public String name() {
    return "jeton";
  }

  @Override
  public Style style(ModelKeys keys) {
    return Style.HALVES;
  }
}
