package dev.jeton.core;

import java.io.IOException;

/** A file that is not a {@code .jeton} file, is damaged, or needs a codec that is not here. */
public final class JetonFileException extends IOException {
  private static final long serialVersionUID = 1;

  public JetonFileException(String message) {
    super(message);
  }

  public JetonFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
