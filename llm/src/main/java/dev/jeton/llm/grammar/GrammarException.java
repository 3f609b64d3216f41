package dev.jeton.llm.grammar;

/** A grammar, schema or regular expression that cannot be kept; one line says where and why. */
public final class GrammarException extends IllegalArgumentException {
  /** With what was expected, found, and where. */
  public GrammarException(String message) {
    super(message);
  }
}
