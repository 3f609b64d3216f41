package dev.jeton.learn;

/** Why training cannot go on, with the batch and the checkpoint to go on from, in one line. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingException(String message) {
    super(message);
  }
}
