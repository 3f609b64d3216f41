package dev.jeton.media.image;

/** What is wrong inside a file, before its name is known. */
final class DamagedImageException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedImageException(String found) {
    super(found);
  }
}
