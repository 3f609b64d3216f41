package dev.jeton.papers;

/**
 * One paper as a composition of shared parts: what it proposes and the baseline it is measured
 * against, on the same data and the same budget.
 */
public interface Recipe {

  /** Number of the row, 1..65. */
  int number();

  /**
   * Does the cells that are missing and draws the claims from all of them.
   *
   * @throws OutOfTimeException if cells are missing and the workbench's time is over; what was done
   *     is stored
   */
  Report run(Workbench bench);
}
