package dev.jeton.core;

/** A budget that cannot be kept. */
public final class BudgetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public BudgetException(String message) {
    super(message);
  }
}
