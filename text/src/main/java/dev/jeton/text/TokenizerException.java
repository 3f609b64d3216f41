package dev.jeton.text;

/**
 * A tokenizer file, a text or an id that does not fit; the message is one line that says what was
 * expected, what was found and where.
 */
public final class TokenizerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public TokenizerException(String message) {
    super(message);
  }

  public TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
