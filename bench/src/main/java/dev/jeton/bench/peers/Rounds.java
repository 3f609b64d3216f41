package dev.jeton.bench.peers;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Runs arms in turns, A B C A B C …, and prints the median and the range of each one's rate. */
final class Rounds {
  private static final int ROUNDS = 7;

  /** About this many operations per turn: tens of milliseconds for a fast arm. */
  private static final double TURN = 4e9;

  private Rounds() {}

  static void header(String title, Stopwatch watch, String implementation, int threads) {
    System.out.printf(
        Locale.ROOT,
        "%s: GFLOP per %s second, median [range] of %d turns; %s; %d thread(s)%n",
        title,
        watch == Stopwatch.CPU ? "CPU" : "elapsed",
        ROUNDS,
        implementation,
        threads);
  }

  /** One row: {@code operations} per work item of every arm. */
  static void row(String name, double operations, SequencedMap<String, Arm> arms) {
    int repeats = (int) Math.max(1, TURN / operations);
    var names = List.copyOf(arms.keySet());
    var rates = new double[names.size()][ROUNDS];
    for (var arm : arms.values()) {
      double unused = arm.seconds(1) + arm.seconds(4 * repeats);
    }
    for (int round = 0; round < ROUNDS; round++) {
      int i = 0;
      for (var arm : arms.values()) {
        rates[i++][round] = operations * repeats / arm.seconds(repeats) * 1e-9;
      }
    }
    var line = new StringBuilder(String.format(Locale.ROOT, "%-16s", name));
    for (int i = 0; i < rates.length; i++) {
      line.append("  ").append(names.get(i)).append(' ').append(summary(rates[i]));
    }
    System.out.printf(Locale.ROOT, "%s  load %.1f%n", line, load());
  }

  private static String summary(double[] rates) {
    Arrays.sort(rates);
    return String.format(
        Locale.ROOT, "%.1f [%.1f–%.1f]", rates[ROUNDS / 2], rates[0], rates[ROUNDS - 1]);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
