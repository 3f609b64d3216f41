package dev.jeton.llm;

/** A model file or a request that does not fit; one line: what was expected, found, and where. */
public final class ModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
