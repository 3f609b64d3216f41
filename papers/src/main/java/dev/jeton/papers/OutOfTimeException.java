package dev.jeton.papers;

/** The workbench's time is over while cells are missing. What was done is stored. */
public final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OutOfTimeException(String arm, long seed) {
    super("time is over before cell '%s', seed %d; run again to go on".formatted(arm, seed));
  }
}
