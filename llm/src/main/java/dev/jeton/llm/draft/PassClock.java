package dev.jeton.llm.draft;

/**
 * What passes take while a text is said: measured before it, corrected by every pass, for passes
 * measured in a row are a little faster than those between which other work is done. Not
 * thread-safe.
 */
public final class PassClock {
  private static final double NEW = 1.0 / 16; // weight of the last pass
  private static final double ODD = 2; // times what was expected: something else took the time
  private static final double STEP = 1.02;
  private static final double HOPE = 0.9995; // what did not pay is tried again some time

  private final PassCosts measured;
  private PassCosts costs;
  private double alone; // seconds of a pass over one row
  private double together; // of one over several, by its measured cost
  private double factor = 1; // of costs

  /** A clock that starts from what was measured, in seconds. */
  public PassClock(PassCosts measured) {
    this.measured = measured;
    costs = measured;
    alone = measured.one();
    together = measured.one();
  }

  /** Sees how long a pass over so many rows took, with what was learnt from it. */
  public void took(int rows, double seconds) {
    if (rows == 1) {
      alone += NEW * (Math.min(seconds, ODD * alone) - alone);
      together += (1 - HOPE) * (alone - together);
    } else {
      double unit = seconds / measured.of(rows);
      together += NEW * (Math.min(unit, ODD * together) - together);
    }
    double now = together / alone;
    if (now > STEP * factor || factor > STEP * now) {
      factor = now;
      costs = measured.times(now);
    }
  }

  /** Costs as they are now. */
  public PassCosts costs() {
    return costs;
  }
}
