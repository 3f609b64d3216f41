package dev.jeton.papers;

/** A recipe needs cells that are not there and are not to be run now. What was done is stored. */
public final class MissingCellsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingCellsException(String arm, long seed, String reason) {
    super("cell '%s', seed %d is missing: %s; run again to go on".formatted(arm, seed, reason));
  }
}
