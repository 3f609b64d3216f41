package dev.jeton.bench.peers;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Runs arms in turns, A B C A B C …, and prints the median and the range of each one's rate. */
final class Rounds {
  private static final int ROUNDS = 7;

  /** Each arm repeats its work for about this long per turn. */
  private static final double TURN_SECONDS = 0.1;

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
    var names = List.copyOf(arms.keySet());
    var rates = new double[names.size()][ROUNDS];
    int[] repeats = arms.values().stream().mapToInt(Rounds::warmUp).toArray();
    for (int round = 0; round < ROUNDS; round++) {
      int i = 0;
      for (var arm : arms.values()) {
        rates[i][round] = operations * repeats[i] / arm.seconds(repeats[i]) * 1e-9;
        i++;
      }
    }
    var line = new StringBuilder(String.format(Locale.ROOT, "%-16s", name));
    for (int i = 0; i < rates.length; i++) {
      line.append("  ").append(names.get(i)).append(' ').append(summary(rates[i]));
    }
    System.out.printf(Locale.ROOT, "%s  load %.1f%n", line, load());
  }

  /** Runs the arm until it is compiled; returns how often it fits in a turn. */
  private static int warmUp(Arm arm) {
    int repeats = 1;
    double seconds = arm.seconds(1);
    for (double total = seconds; total < 15 * TURN_SECONDS; total += seconds) {
      repeats = (int) Math.clamp(repeats * TURN_SECONDS / seconds, 1, 2 * repeats);
      seconds = arm.seconds(repeats);
    }
    return repeats;
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
