package dev.jeton.llm.arch;

/** What tells one decoder-only transformer from another, beyond its sizes and its tensors. */
public interface Architecture {
  /** The name that files give it: {@code general.architecture}. */
  String name();

  /** How a model of this architecture computes. */
  Style style(ModelKeys keys);
}
