package dev.jeton.papers;

/**
 * One sentence of a paper with our numbers beside it. A claim that fails stays; {@code note} says
 * why.
 *
 * @param statement what should be true here, in one sentence
 * @param ours mean over seeds
 * @param baseline mean over seeds of what the paper beats; NaN where the claim is about ours alone
 * @param spread standard deviation over seeds of {@code ours}, or of the paired difference
 * @param seeds how many runs stand behind each number
 * @param comparison how the numbers are set against each other
 * @param threshold in the units of the comparison, fixed before the run
 * @param note reason of a failure, or what limits a success; may be empty
 */
public record Claim(
    String statement,
    double ours,
    double baseline,
    double spread,
    int seeds,
    Comparison comparison,
    double threshold,
    String note) {

  /** Whether the numbers bear the statement out. Computed, never stored. */
  public boolean holds() {
    return comparison.holds(ours, baseline, threshold);
  }

  /** How two numbers are set against each other. */
  public enum Comparison {
    /** Ours is larger by at least the threshold; a negative threshold allows a loss. */
    HIGHER_BY {
      @Override
      boolean holds(double ours, double baseline, double threshold) {
        return ours - baseline >= threshold;
      }
    },
    /** Ours is smaller by at least the threshold; a negative threshold allows a loss. */
    LOWER_BY {
      @Override
      boolean holds(double ours, double baseline, double threshold) {
        return baseline - ours >= threshold;
      }
    },
    /** Ours is at least threshold times the baseline. */
    TIMES_AT_LEAST {
      @Override
      boolean holds(double ours, double baseline, double threshold) {
        return ours >= threshold * baseline;
      }
    },
    /** Ours reaches the threshold; there is no baseline. */
    AT_LEAST {
      @Override
      boolean holds(double ours, double baseline, double threshold) {
        return ours >= threshold;
      }
    },
    /** Ours stays within the threshold; there is no baseline. */
    AT_MOST {
      @Override
      boolean holds(double ours, double baseline, double threshold) {
        return ours <= threshold;
      }
    };

    abstract boolean holds(double ours, double baseline, double threshold);
  }
}
