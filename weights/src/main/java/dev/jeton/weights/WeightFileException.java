package dev.jeton.weights;

import java.io.IOException;

/** Why a weight file cannot be read: one line, the file first. */
public final class WeightFileException extends IOException {
  private static final long serialVersionUID = 1;

  public WeightFileException(String file, String problem) {
    super(file + ": " + problem);
  }
}
