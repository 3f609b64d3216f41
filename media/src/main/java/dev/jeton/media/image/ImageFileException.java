package dev.jeton.media.image;

/** A file that cannot be read or written as a picture; the message is one line and names it. */
public final class ImageFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ImageFileException(String message) {
    super(message);
  }

  public ImageFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
