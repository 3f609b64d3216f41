package dev.jeton.papers;

import dev.jeton.measure.report.Plot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One paper as a composition of shared parts: what it proposes and the baseline it is measured
 * against, on the same data and the same budget.
 */
public interface Recipe {

  /** Number of the row, 1..65. */
  int number();

  /** Training time per cell where none is asked for; at most 30 minutes. */
  default Duration budget() {
    return Duration.ofMinutes(20);
  }

  /**
   * Does the cells that are missing and draws the claims from all of them. It asks for all arms
   * before it reads a number of any, where it can: then several processes share the cells. What
   * takes long belongs into the cells, so that claims are drawn again at once from cells that
   * stand.
   *
   * @throws MissingCellsException if cells are missing that cannot be run now; what was done is
   *     stored
   */
  Report run(Workbench bench);

  /**
   * Plots of cells that stand, by the ends of their files' names; none unless a recipe draws some.
   */
  default SequencedMap<String, Plot> plots(List<Cell> cells) {
    return new LinkedHashMap<>();
  }
}
