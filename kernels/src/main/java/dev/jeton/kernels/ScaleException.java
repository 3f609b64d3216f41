package dev.jeton.kernels;

/** A scale of quantised weights that is infinite or NaN; the message says where, in one line. */
public final class ScaleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ScaleException(String message) {
    super(message);
  }
}
