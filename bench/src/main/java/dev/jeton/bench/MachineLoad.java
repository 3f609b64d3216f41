package dev.jeton.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How busy the machine is. Numbers taken on a busy machine say little. */
public final class MachineLoad {
  /** Benchmarks are begun at this load average or below. */
  public static final double QUIET = 0.5;

  private MachineLoad() {}

  /** Load average of the last minute; negative where the system has none. */
  public static double now() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * A line for the head of a benchmark.
   *
   * @param busyToo whether a busy machine is marked only
   * @throws IllegalArgumentException if the machine is busy and that is not allowed
   */
  public static String line(boolean busyToo) {
    return line(now(), busyToo);
  }

  static String line(double load, boolean busyToo) {
    var words = String.format(Locale.ROOT, "begun at a load average of %.2f", load);
    if (load <= QUIET) {
      return words;
    }
    if (!busyToo) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the load average is %.2f, and benchmarks are begun at %.1f or below: wait, or give"
                  + " --busy and have the numbers marked",
              load,
              QUIET));
    }
    return String.format(Locale.ROOT, "BUSY: %s, above %.1f", words, QUIET);
  }
}
