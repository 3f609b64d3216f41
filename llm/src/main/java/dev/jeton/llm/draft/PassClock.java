package dev.jeton.llm.draft;

/**
 * What passes cost while a text is said: first as expected, then corrected by every pass. Nothing
 * is measured for its own sake. Not thread-safe.
 */
public final class PassClock {
  private static final double NEW = 1.0 / 16; // weight of the last pass
  private static final double ODD = 2; // times what was expected: something else took the time
  private static final double STEP = 1.02;
  private static final double HOPE = 0.9995; // what did not pay is tried again some time

  private final PassCosts expected;
  private PassCosts costs;
  private double alone = Double.NaN; // seconds of a pass over one row; NaN before the first
  private double together = Double.NaN; // of one over several, by its expected cost
  private double factor = 1; // of costs

  /** A clock that starts from these costs. */
  public PassClock(PassCosts expected) {
    this.expected = expected;
    costs = expected;
  }

  /** Sees how long a pass over so many rows took, with what was learnt from it. */
  public void took(int rows, double seconds) {
    if (rows == 1) {
      alone = nearer(alone, seconds);
      together += (1 - HOPE) * (alone - together); // NaN stays
    } else {
      together = nearer(together, seconds / expected.of(rows));
    }
    double now = together / alone;
    if (now > STEP * factor || factor > STEP * now) { // neither is true of NaN
      factor = now;
      costs = expected.times(now);
    }
  }

  private static double nearer(double mean, double seconds) {
    return Double.isNaN(mean) ? seconds : mean + NEW * (Math.min(seconds, ODD * mean) - mean);
  }

  /** Costs as they are now. */
  public PassCosts costs() {
    return costs;
  }
}
