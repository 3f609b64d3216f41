package dev.jeton.torch;

/** What libtorch objected to, with the operation and the shapes it was given. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TorchException(String message, Throwable cause) {
    super(message, cause);
  }
}
